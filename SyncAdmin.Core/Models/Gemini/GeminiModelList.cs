namespace SyncAdmin.Core.Models.Gemini;

/// <summary><c>GET /v1beta/models</c>: what the key may use.</summary>
internal static class GeminiModelList
{
    // A server that never says that it was the last page must not keep us for ever.
    private const int MostPages = 20;

    internal static async Task<IReadOnlyList<string>> ReadAsync(GeminiClient client, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        var next = "";
        for (var page = 0; page < MostPages; page++)
        {
            var request = client.Request(HttpMethod.Get, $"/models?pageSize=1000{(next.Length == 0 ? "" : "&pageToken=" + Uri.EscapeDataString(next))}");
            var answer = await client.Http.SendAsync(request, "(list of models)", GeminiJson.Default.ModelList, cancellationToken);
            ids.AddRange(answer.Models?.Select(model => model.Name).OfType<string>().Select(GeminiModel.Id) ?? []);
            next = answer.NextPageToken ?? "";
            if (next.Length == 0)
            {
                break;
            }
        }

        return ids;
    }
}
