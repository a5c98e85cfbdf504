using System.Runtime.CompilerServices;
using System.Text.Json;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Models;

namespace SyncAdmin.Tests.Sync.Model;

/// <summary>The source as one engine reaches it.</summary>
internal sealed class ModelSource(ModelEngine engine, FakeSource inner) : IConnectorType, IConnector
{
    public string Name => inner.Name;

    public IReadOnlyList<string> SecretFields => inner.SecretFields;

    public IReadOnlyList<Problem> Validate(JsonElement connectionConfig) => [];

    public Problem? CheckQuery(string query) => null;

    public IConnector Create(JsonElement connectionConfig) => this;

    public Task<ConnectionTest> TestAsync(CancellationToken cancellationToken) => inner.TestAsync(cancellationToken);

    public Task<IReadOnlyList<SourceTable>> ListTablesAsync(CancellationToken cancellationToken) => inner.ListTablesAsync(cancellationToken);

    public Task<IReadOnlyList<SourceColumn>> ListColumnsAsync(SourceTable table, CancellationToken cancellationToken) => inner.ListColumnsAsync(table, cancellationToken);

    public Task<QueryCheck> ValidateAsync(SourceQuery query, CancellationToken cancellationToken) => inner.ValidateAsync(query, cancellationToken);

    public Task<SourcePreview> PreviewAsync(SourceQuery query, int limit, CancellationToken cancellationToken) => inner.PreviewAsync(query, limit, cancellationToken);

    public Task<long> CountAsync(SourceQuery query, CancellationToken cancellationToken) => inner.CountAsync(query, cancellationToken);

    public IAsyncEnumerable<SourcePage> ReadAsync(SourceQuery query, SourceKey? after, CancellationToken cancellationToken) =>
        PagesAsync("page", inner.ReadAsync(query, after, cancellationToken), cancellationToken);

    public IAsyncEnumerable<SourcePage> ReadKeysAsync(SourceQuery query, SourceKey? after, CancellationToken cancellationToken) =>
        PagesAsync("page of keys", inner.ReadKeysAsync(query, after, cancellationToken), cancellationToken);

    public IAsyncEnumerable<SourcePage> ReadChangesAsync(SourceQuery query, ChangePosition? since, CancellationToken cancellationToken) =>
        PagesAsync("page of changes", inner.ReadChangesAsync(query, since, cancellationToken), cancellationToken);

    public Task<SourcePage> ReadByKeysAsync(SourceQuery query, IReadOnlyList<SourceKey> keys, CancellationToken cancellationToken) =>
        engine.CallAsync("source by key", () => inner.ReadByKeysAsync(query, keys, cancellationToken));

    public Task<SourcePage> ReadByCodesAsync(SourceQuery query, IReadOnlyList<string> codes, CancellationToken cancellationToken) =>
        engine.CallAsync("source by code", () => inner.ReadByCodesAsync(query, codes, cancellationToken));

    public Task<object?> HighestChangeAsync(SourceQuery query, CancellationToken cancellationToken) =>
        engine.CallAsync("source highest change", () => inner.HighestChangeAsync(query, cancellationToken));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async IAsyncEnumerable<SourcePage> PagesAsync(string what, IAsyncEnumerable<SourcePage> pages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var reader = pages.GetAsyncEnumerator(cancellationToken);
        while (await engine.CallAsync($"source {what}", async () => await reader.MoveNextAsync()))
        {
            yield return reader.Current;
        }
    }
}
