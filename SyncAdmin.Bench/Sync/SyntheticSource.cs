using System.Runtime.CompilerServices;
using System.Text.Json;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Bench.Sync;

/// <summary>A source that makes its rows as they are read; <c>{ "rows": n }</c>.</summary>
internal sealed class SyntheticSource : IConnectorType
{
    public string Name => "synthetic";

    public IReadOnlyList<string> SecretFields => [];

    public IReadOnlyList<Problem> Validate(JsonElement connectionConfig) => [];

    public Problem? CheckQuery(string query) => null;

    public IConnector Create(JsonElement connectionConfig) => new Connector(connectionConfig.GetProperty("rows").GetInt64());

    private sealed class Connector(long rows) : IConnector
    {
        private const int PageSize = 10_000;
        private static readonly string[] Columns = ["id", "code", "name", "brand", "category", "price", "stock", "description"];

        public bool DeclaresColumns => false;

        public Task<long> CountAsync(SourceQuery query, CancellationToken cancellationToken) => Task.FromResult(rows);

        public async IAsyncEnumerable<SourcePage> ReadAsync(SourceQuery query, SourceKey? after, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var first = after is null ? 1 : (long)after.Values[0] + 1; first <= rows; first += PageSize)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await Task.Yield();
                yield return new SourcePage(Columns, [.. Enumerable.Range(0, (int)Math.Min(PageSize, rows - first + 1)).Select(offset => Row(first + offset))], 0);
            }
        }

        // The id is the change value too.
        public Task<object?> HighestChangeAsync(SourceQuery query, CancellationToken cancellationToken) => Task.FromResult(rows > 0 ? (object?)rows : null);

        public IAsyncEnumerable<SourcePage> ReadChangesAsync(SourceQuery query, ChangePosition? since, CancellationToken cancellationToken) =>
            ReadAsync(query, since is null ? null : new SourceKey([(long)since.Change - (since.Key is null ? 1 : 0)]), cancellationToken);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public Task<ConnectionTest> TestAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<SourceTable>> ListTablesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<SourceColumn>> ListColumnsAsync(SourceTable table, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<QueryCheck> ValidateAsync(SourceQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SourcePreview> PreviewAsync(SourceQuery query, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public IAsyncEnumerable<SourcePage> ReadKeysAsync(SourceQuery query, SourceKey? after, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SourcePage> ReadByKeysAsync(SourceQuery query, IReadOnlyList<SourceKey> keys, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<SourcePage> ReadByCodesAsync(SourceQuery query, IReadOnlyList<string> codes, CancellationToken cancellationToken) => throw new NotSupportedException();

        private static object?[] Row(long id) =>
            [id, $"P-{id}", BenchProduct.Name(id), $"Brand {id % 97}", $"Category {id % 31}", id % 10_000 / 100m, id % 500, $"{BenchProduct.Name(id)} of the best quality."];
    }
}
