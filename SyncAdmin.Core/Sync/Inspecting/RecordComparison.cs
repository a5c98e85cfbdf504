using System.Text.Json;
using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>Says where source, ledger and store differ over a record, and what the engine will do about it; by the engine's own comparison.</summary>
internal static class RecordComparison
{
    internal static IReadOnlyList<RecordDifference> Differences(RecordFacts facts)
    {
        var found = new List<RecordDifference>();
        var fields = ChangedFields(facts);
        CompareSource(facts, fields, found);
        CompareStore(facts, found);
        if (facts is { Mapped: { } mapped, Sync: { } sync } && sync.PayloadHash == mapped.PayloadHash && fields.Count > 0)
        {
            found.Add(new RecordDifference(
                RecordDifferenceKind.StoredPayloadChanged, "The payload of the stored point is not the one that was written: somebody else has changed it.", fields));
        }

        return found;
    }

    internal static NextSync Next(RecordFacts facts) => facts switch
    {
        { SourceWasRead: false } => new NextSync(NextSyncAction.Unknown, "The source could not be read."),
        { HasRow: false } => NextOfGone(facts),
        { Problem: { } problem } => new NextSync(NextSyncAction.Fail, $"It fails: {problem.Detail}"),
        { Mapped: { } mapped } => NextOf(facts, LedgerRow.Of(mapped).ChangeFrom(facts.Ledger)),
        _ => new NextSync(NextSyncAction.Unknown, "The row could not be mapped."),
    };

    private static void CompareSource(RecordFacts facts, IReadOnlyList<string> fields, List<RecordDifference> found)
    {
        if (facts is { SourceWasRead: true, HasRow: false } && (facts.Ledger is not null || facts.Stored is not null))
        {
            Add(found, RecordDifferenceKind.NotInSource, "The source does not have it any more.");
        }

        if (facts.HasRow && facts.Ledger is null)
        {
            Add(found, RecordDifferenceKind.NotInLedger, "The source has it, and the ledger does not know it.");
        }

        if (facts is not { Mapped: { } now, Ledger: { } known })
        {
            return;
        }

        if (now.TextHash != known.TextHash)
        {
            Add(found, RecordDifferenceKind.Text, "Its text has changed since it was embedded.");
        }

        if (now.PayloadHash != known.PayloadHash)
        {
            found.Add(new RecordDifference(RecordDifferenceKind.Payload, "Its payload has changed since it was written.", fields));
        }

        if (!string.Equals(now.RecordCode, known.RecordCode, StringComparison.Ordinal))
        {
            Add(found, RecordDifferenceKind.Code, $"Its code is \"{now.RecordCode}\" now; the ledger has \"{known.RecordCode}\".");
        }
    }

    private static void CompareStore(RecordFacts facts, List<RecordDifference> found)
    {
        if (!facts.StoreWasRead)
        {
            return;
        }

        if (facts.Stored is null)
        {
            if (facts.Ledger is not null)
            {
                Add(found, RecordDifferenceKind.NotInStore, "The ledger knows it, and the store has no point of it.");
            }

            return;
        }

        if (facts.Sync is not { } sync || sync.DatasourceId != facts.DatasourceId || !string.Equals(sync.Key, facts.Key, StringComparison.Ordinal))
        {
            Add(found, RecordDifferenceKind.StoredForeign, "The point under its id does not say that it is this record's.");
            return;
        }

        if (facts.Ledger is not { } known)
        {
            Add(found, RecordDifferenceKind.SurplusInStore, "The store has a point of it, and the ledger does not know it.");
            return;
        }

        if (sync.TextHash != known.TextHash)
        {
            Add(found, RecordDifferenceKind.StoredText, "The vector of the stored point was made of another text than the ledger says.");
        }

        if (sync.PayloadHash != known.PayloadHash)
        {
            Add(found, RecordDifferenceKind.StoredPayload, "The stored point was written with another payload than the ledger says.");
        }

        if (!string.Equals(sync.Code, known.RecordCode, StringComparison.Ordinal))
        {
            Add(found, RecordDifferenceKind.StoredCode, $"The stored point has the code \"{sync.Code}\"; the ledger has \"{known.RecordCode}\".");
        }
    }

    private static NextSync NextOf(RecordFacts facts, RecordChange change) => change switch
    {
        RecordChange.Text when facts.Ledger is null => new NextSync(NextSyncAction.Create, "It is embedded and its point is written: the ledger does not know it."),
        RecordChange.Text => new NextSync(NextSyncAction.UpdateText, "Its text is embedded and its point is written again."),
        RecordChange.Payload when IsLost(facts) => new NextSync(
            NextSyncAction.UpdatePayload, "Its payload is written, which does nothing without a point: only a full sync that counts the points, a verify or a sync of this record brings it back."),
        RecordChange.Payload => new NextSync(NextSyncAction.UpdatePayload, "Its payload is written again; its text is the same, so nothing is embedded."),
        _ when IsLost(facts) => new NextSync(
            NextSyncAction.Skip, "Nothing, for source and ledger agree: only a full sync that counts the points, a verify or a sync of this record brings its point back."),
        _ when IsStoredOtherwise(facts) => new NextSync(
            NextSyncAction.Skip, "Nothing, for source and ledger agree; a verify or a sync of this record writes its point again."),
        _ => new NextSync(NextSyncAction.Skip, "Nothing: it is as it was written."),
    };

    private static NextSync NextOfGone(RecordFacts facts) => facts switch
    {
        { Ledger: null, Stored: null } => new NextSync(NextSyncAction.Skip, "Nothing: it is nowhere."),
        { Sweeps: false } => new NextSync(NextSyncAction.Keep, "Full syncs leave its point: deletePolicy says never. A delivery that names it, or a sync of this record, removes it."),
        _ => new NextSync(NextSyncAction.Delete, "A full sync removes its point, and asks first where that is more than maxShare; a delivery that names it, or a sync of this record, removes it at once."),
    };

    private static bool IsLost(RecordFacts facts) => facts is { StoreWasRead: true, Stored: null };

    private static bool IsStoredOtherwise(RecordFacts facts) => facts.StoreWasRead && Differences(facts).Any();

    /// <summary>Payload fields whose values differ between the source now and the store; numbers as numbers, for stores write them in their own way.</summary>
    private static List<string> ChangedFields(RecordFacts facts)
    {
        if (facts is not { Mapped: { } mapped, Stored: { ValueKind: JsonValueKind.Object } stored })
        {
            return [];
        }

        using var document = JsonDocument.Parse(mapped.Payload);
        var now = document.RootElement;
        return
        [
            .. now.EnumerateObject().Where(field => !stored.TryGetProperty(field.Name, out var value) || !JsonElement.DeepEquals(field.Value, value)).Select(field => field.Name)
                .Concat(stored.EnumerateObject().Where(field => !now.TryGetProperty(field.Name, out _)).Select(field => field.Name))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static void Add(List<RecordDifference> found, RecordDifferenceKind kind, string detail) => found.Add(new RecordDifference(kind, detail, []));
}
