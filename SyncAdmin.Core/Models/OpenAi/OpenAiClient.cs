using System.Net.Http.Headers;

namespace SyncAdmin.Core.Models.OpenAi;

/// <summary>Addresses and the key of an OpenAI-compatible server; calls go through <see cref="Http"/>.</summary>
internal sealed class OpenAiClient(HttpClient http, OpenAiOptions options, TimeProvider time)
{
    internal OpenAiOptions Options => options;

    internal ModelHttp Http { get; } = new(http, new OpenAiFailures(options, time), TimeSpan.FromSeconds(options.TimeoutSeconds), time);

    /// <param name="method">GET or POST.</param>
    /// <param name="path">Below the base URL, with the slash before.</param>
    /// <param name="content">What is sent.</param>
    internal HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, new Uri(options.BaseUrl.AbsoluteUri.TrimEnd('/') + path)) { Content = content };
        if (!string.IsNullOrWhiteSpace(options.ApiKey))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        }

        return request;
    }
}
