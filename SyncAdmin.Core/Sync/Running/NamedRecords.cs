using SyncAdmin.Core.Connectors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Pipeline;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>
/// Which records the names of some deliveries mean. A code may mean several; one that the source has no more still means those that the ledger knows by
/// it, and so does one that was renamed: reading those by key tells which of the two it is.
/// </summary>
/// <param name="Keys">Record key to typed key: what is to be read.</param>
/// <param name="Known">Record keys that the ledger knows by these names.</param>
/// <param name="ByName">Name, as the delivery spells it, to record keys.</param>
/// <param name="Refused">Record keys that can't be read, and why.</param>
internal sealed record NamedRecords(
    IReadOnlyDictionary<string, SourceKey> Keys,
    IReadOnlySet<string> Known,
    ILookup<(DeliveryNaming By, string Name), string> ByName,
    IReadOnlyDictionary<string, KeyedOutcome> Refused)
{
    internal static async Task<NamedRecords> FindAsync(
        OpenSource source, RecordLedger ledger, IReadOnlyList<SyncDelivery> deliveries, CancellationToken cancellationToken)
    {
        var known = await KnownAsync(source, ledger, deliveries, cancellationToken);
        var codes = NamesOf(deliveries, DeliveryNaming.Code);
        var keys = new Dictionary<string, SourceKey>(StringComparer.Ordinal);
        var pairs = known.ByName.SelectMany(static names => names.Select(key => (names.Key, Record: key))).ToHashSet();
        foreach (var some in codes.Chunk(KeyedSync.MostKeys))
        {
            var page = await StageException.NameAsync(
                PipelineStage.Source, () => source.Connector.ReadByCodesAsync(source.Query, some, cancellationToken), cancellationToken);
            AddRows(source, page, some, keys, pairs);
        }

        var refused = new Dictionary<string, KeyedOutcome>(StringComparer.Ordinal);
        string[] untyped = [.. pairs.Select(static pair => pair.Record).Where(key => !keys.ContainsKey(key)).Distinct(StringComparer.Ordinal)];
        if (untyped.Length > 0)
        {
            var columns = await KeyColumnsAsync(source, cancellationToken);
            foreach (var key in untyped)
            {
                var typed = columns.Parse(key);
                if (typed.Succeeded)
                {
                    keys[key] = typed.Value;
                }
                else
                {
                    refused[key] = new KeyedOutcome(RecordOutcome.Failed, typed.Problem);
                }
            }
        }

        return new NamedRecords(keys, known.Known, pairs.ToLookup(static pair => pair.Key, static pair => pair.Record), refused);
    }

    /// <summary>Only what the ledger knows, nothing of the source.</summary>
    internal static async Task<NamedRecords> KnownAsync(
        OpenSource source, RecordLedger ledger, IReadOnlyList<SyncDelivery> deliveries, CancellationToken cancellationToken)
    {
        var codes = NamesOf(deliveries, DeliveryNaming.Code);
        var rows = new List<LedgerRow>();
        foreach (var scope in codes.Length == 0 ? [] : source.Scopes)
        {
            rows.AddRange(await StageException.NameAsync(PipelineStage.State, () => ledger.LoadByCodesAsync(scope, codes, cancellationToken), cancellationToken));
        }

        var pairs = rows.Select(static row => (Key: (DeliveryNaming.Code, row.RecordCode), Record: row.RecordKey))
            .Concat(NamesOf(deliveries, DeliveryNaming.Key).Select(static key => (Key: (DeliveryNaming.Key, key), Record: key)))
            .Distinct()
            .ToArray();
        return new NamedRecords(
            new Dictionary<string, SourceKey>(StringComparer.Ordinal),
            pairs.Select(static pair => pair.Record).ToHashSet(StringComparer.Ordinal),
            pairs.ToLookup(static pair => pair.Key, static pair => pair.Record),
            new Dictionary<string, KeyedOutcome>(StringComparer.Ordinal));
    }

    /// <summary>How record keys become typed keys.</summary>
    internal static Task<KeyColumns> KeyColumnsAsync(OpenSource source, CancellationToken cancellationToken) =>
        StageException.NameAsync(PipelineStage.Source, () => KeyColumns.AskAsync(source.Connector, source.Query, cancellationToken), cancellationToken);

    private static string[] NamesOf(IReadOnlyList<SyncDelivery> deliveries, DeliveryNaming by) =>
        [.. deliveries.Where(delivery => delivery.NamesBy == by).SelectMany(static delivery => delivery.ReadNames()).Distinct(StringComparer.Ordinal)];

    private static void AddRows(
        OpenSource source, SourcePage page, string[] codes, Dictionary<string, SourceKey> keys, HashSet<((DeliveryNaming By, string Name) Key, string Record)> pairs)
    {
        var keyAt = source.Query.KeyFields.Select(field => IndexOf(page.Columns, field)).ToArray();
        var codeAt = IndexOf(page.Columns, source.Query.CodeField);
        foreach (var row in page.Rows)
        {
            if (source.Mapper.KeyOf(page.Columns, row) is not { Succeeded: true, Value: { } key })
            {
                continue; // A row without a key is a full sync's to report.
            }

            keys[key] = new SourceKey([.. keyAt.Select(index => row[index]!)]);
            var code = row[codeAt] is { } value ? RecordKey.Part(value) ?? key : key;
            foreach (var name in codes.Where(name => Means(name, code)))
            {
                pairs.Add(((DeliveryNaming.Code, name), key));
            }
        }
    }

    /// <summary>The source has compared already, by its own collation: here it is only found out which of the names it meant.</summary>
    private static bool Means(string name, string code) => string.Equals(name.TrimEnd(' '), code, StringComparison.OrdinalIgnoreCase);

    private static int IndexOf(IReadOnlyList<string> columns, string field) => columns.Find(field)
        ?? throw new ProblemException(new Problem(ErrorCatalog.SyncPlanInvalid, $"The query has no column {field}; it has: {string.Join(", ", columns)}."));
}
