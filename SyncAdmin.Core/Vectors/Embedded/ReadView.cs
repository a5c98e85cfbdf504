using System.Numerics;
using System.Text.Json;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>
/// One commit of a collection as a reader sees it, whatever is written meanwhile: the columns in memory and, in one read transaction of the
/// same commit, the payloads.
/// </summary>
internal sealed class ReadView : IDisposable
{
    private readonly EmbeddedCollection _collection;
    private readonly PayloadReader _payloads;
    private readonly CompiledFilter? _filter;
    private ulong[]? _undecided;
    private int _payloadsJudged;

    internal ReadView(EmbeddedCollection collection, Snapshot snapshot, PayloadReader payloads, IReadOnlyDictionary<Guid, int> slots, Filter? filter)
    {
        (_collection, Snapshot, _payloads, Slots) = (collection, snapshot, payloads, slots);
        Accepted = snapshot.Visible;
        if (filter is not null)
        {
            _filter = CompiledFilter.Compile(filter, collection.Datasources, slots);
            Judge(_filter);
        }
    }

    internal Snapshot Snapshot { get; }

    /// <summary>The slots of the ids that were asked for, as far as they exist.</summary>
    internal IReadOnlyDictionary<Guid, int> Slots { get; }

    /// <summary>A bit for every slot that passes the filter, or may pass: see <see cref="Passes"/>.</summary>
    internal ulong[] Accepted { get; private set; }

    /// <summary>True when <see cref="Accepted"/> is the last word.</summary>
    internal bool IsDecided => _undecided is null;

    public void Dispose() => _collection.Leave(this, _payloads);

    internal byte[] Payload(int slot) => _payloads.Payload(slot);

    /// <summary>The last word on a slot of <see cref="Accepted"/>.</summary>
    internal bool Passes(int slot)
    {
        if (_undecided is null || (_undecided[slot >> 6] >> (slot & 63) & 1) == 0)
        {
            return (Accepted[slot >> 6] >> (slot & 63) & 1) != 0;
        }

        // One payload at a time costs about three times what it does in row order: after many, read them all.
        if (++_payloadsJudged > Snapshot.Count / 8)
        {
            DecideAll();
            return (Accepted[slot >> 6] >> (slot & 63) & 1) != 0;
        }

        return Passes(slot, _payloads.Payload(slot));
    }

    /// <summary>Makes <see cref="Accepted"/> the last word.</summary>
    internal void DecideAll()
    {
        if (_undecided is not { } undecided)
        {
            return;
        }

        var open = Count(undecided);
        if (open > Snapshot.Count / 8)
        {
            foreach (var (slot, payload) in _payloads.All())
            {
                if ((undecided[slot >> 6] >> (slot & 63) & 1) != 0 && !Passes(slot, payload))
                {
                    Accepted[slot >> 6] &= ~(1UL << (slot & 63));
                }
            }
        }
        else
        {
            foreach (var slot in SlotsOf(undecided))
            {
                if (!Passes(slot, _payloads.Payload(slot)))
                {
                    Accepted[slot >> 6] &= ~(1UL << (slot & 63));
                }
            }
        }

        _undecided = null;
    }

    /// <summary>How many slots pass.</summary>
    internal long CountAll()
    {
        DecideAll();
        return _filter is null ? Snapshot.Count : Count(Accepted);
    }

    internal static IEnumerable<int> SlotsOf(ulong[] bits)
    {
        for (var word = 0; word < bits.Length; word++)
        {
            for (var rest = bits[word]; rest != 0; rest &= rest - 1)
            {
                yield return (word << 6) + BitOperations.TrailingZeroCount(rest);
            }
        }
    }

    private static int Count(ulong[] bits)
    {
        var count = 0;
        foreach (var word in bits)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    private bool Passes(int slot, byte[] payload)
    {
        using var document = JsonDocument.Parse(payload);
        return _filter!.Passes(document.RootElement, slot);
    }

    private void Judge(CompiledFilter filter)
    {
        Accepted = new ulong[Snapshot.Visible.Length];
        var undecided = new ulong[Snapshot.Visible.Length];
        var any = false;
        foreach (var slot in filter.OnlySlots ?? SlotsOf(Snapshot.Visible))
        {
            var verdict = filter.Quick(Snapshot.ChunkOf(slot), Snapshot.IndexOf(slot), slot);
            if (verdict == CompiledFilter.Verdict.No)
            {
                continue;
            }

            Accepted[slot >> 6] |= 1UL << (slot & 63);
            if (verdict == CompiledFilter.Verdict.Unknown)
            {
                undecided[slot >> 6] |= 1UL << (slot & 63);
                any = true;
            }
        }

        _undecided = any ? undecided : null;
    }
}
