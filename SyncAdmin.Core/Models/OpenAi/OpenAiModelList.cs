namespace SyncAdmin.Core.Models.OpenAi;

/// <summary><c>GET {BaseUrl}/models</c>: what the key may use.</summary>
internal static class OpenAiModelList
{
    internal static async Task<IReadOnlyList<string>> ReadAsync(OpenAiClient client, CancellationToken cancellationToken)
    {
        var answer = await client.Http.SendAsync(client.Request(HttpMethod.Get, "/models"), "(list of models)", OpenAiJson.Default.ModelList, cancellationToken);
        return [.. answer.Data?.Select(model => model.Id).OfType<string>() ?? []];
    }
}
