namespace SyncAdmin.Core.Models.Gemini;

/// <summary>Addresses and the key of the Gemini API; calls go through <see cref="Http"/>.</summary>
internal sealed class GeminiClient(HttpClient http, GeminiOptions options, TimeProvider time)
{
    internal GeminiOptions Options => options;

    internal ModelHttp Http { get; } = new(http, new GeminiFailures(options, time), TimeSpan.FromSeconds(options.TimeoutSeconds), time);

    /// <param name="method">GET or POST.</param>
    /// <param name="path">Below <c>/v1beta</c>, with the slash before: <c>/models/M:generateContent</c>.</param>
    /// <param name="content">What is sent.</param>
    internal HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, new Uri($"{options.BaseUrl.AbsoluteUri.TrimEnd('/')}/v1beta{path}")) { Content = content };
        // Never ?key=: addresses end up in the logs of every proxy.
        request.Headers.Add("x-goog-api-key", options.ApiKey);
        return request;
    }
}
