using System.Text.Json;
using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Pipeline;

namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>Reads the rows of a code from the source, as a records job would: by code, and by key where only ledger or store still know a record by it.</summary>
internal sealed class SourceLook(IConnector connector, SourceQuery query, RecordMapper mapper)
{
    /// <summary>By record key, and those that have none.</summary>
    internal async Task<(Dictionary<string, SourceRow> Rows, List<SourceRow> Keyless)> ReadAsync(
        string code, IReadOnlyCollection<string> known, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<string, SourceRow>(StringComparer.Ordinal);
        var keyless = new List<SourceRow>();
        Add(await connector.ReadByCodesAsync(query, [code], cancellationToken), rows, keyless);
        string[] missing = [.. known.Where(key => !rows.ContainsKey(key)).Take(RecordInspector.MostRecords)];
        if (missing.Length > 0)
        {
            var columns = await KeyColumns.AskAsync(connector, query, cancellationToken);
            SourceKey[] keys = [.. missing.Select(columns.Parse).Where(key => key.Succeeded).Select(key => key.Value!)];
            if (keys.Length > 0)
            {
                Add(await connector.ReadByKeysAsync(query, keys, cancellationToken), rows, keyless);
            }
        }

        return (rows, keyless);
    }

    private void Add(SourcePage page, Dictionary<string, SourceRow> rows, List<SourceRow> keyless)
    {
        foreach (var row in page.Rows)
        {
            var key = mapper.KeyOf(page.Columns, row);
            if (key.Succeeded)
            {
                rows[key.Value] = Of(page.Columns, row, mapper.Map(page.Columns, row));
            }
            else
            {
                keyless.Add(Of(page.Columns, row, key.Problem));
            }
        }
    }

    private SourceRow Of(IReadOnlyList<string> columns, object?[] row, Outcome<MappedRecord> mapped)
    {
        var (masked, text) = mapper.Show(columns, row);
        using var json = JsonDocument.Parse(RowJson.Of(columns, masked));
        return new SourceRow(json.RootElement.Clone(), mapped, text);
    }
}
