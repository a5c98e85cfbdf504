using System.Text.Json;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>
/// A filter made ready for one view: first it is judged by the columns in memory, where the answer may be "only the payload can tell", and
/// then, for those points only, by the payload.
/// </summary>
internal abstract class CompiledFilter
{
    internal enum Verdict
    {
        No,
        Unknown,
        Yes,
    }

    /// <summary>Judges by the columns in memory.</summary>
    internal abstract Verdict Quick(SlotChunk chunk, int index, int slot);

    /// <summary>Judges by the payload (and the id).</summary>
    internal abstract bool Passes(JsonElement payload, int slot);

    /// <summary>When only few slots can pass, and which they are is known beforehand; else null.</summary>
    internal virtual IReadOnlyCollection<int>? OnlySlots => null;

    internal static CompiledFilter Compile(Filter filter, DatasourceNumbers datasources, IReadOnlyDictionary<Guid, int> slots) => new All(
        [.. filter.Must.Select(condition => Compile(condition, datasources, slots))],
        [.. filter.Should.Select(condition => Compile(condition, datasources, slots))],
        [.. filter.MustNot.Select(condition => Compile(condition, datasources, slots))]);

    /// <summary>Every id that the filter names.</summary>
    internal static IEnumerable<Guid> IdsOf(Filter? filter) => filter is null
        ? []
        : filter.Must.Concat(filter.Should).Concat(filter.MustNot).SelectMany(condition => condition switch
        {
            Condition.HasId hasId => hasId.Ids,
            Condition.Nested nested => IdsOf(nested.Filter),
            _ => [],
        });

    private static CompiledFilter Compile(Condition condition, DatasourceNumbers datasources, IReadOnlyDictionary<Guid, int> slots) => condition switch
    {
        Condition.Match match => new CompiledMatch(match.Key, [match.Value], datasources),
        Condition.MatchAny any => new CompiledMatch(any.Key, any.Values, datasources),
        Condition.Range range => new CompiledRange(range),
        Condition.HasId hasId => new AnyOf([.. hasId.Ids.Where(slots.ContainsKey).Select(id => slots[id])]),
        Condition.Nested nested => Compile(nested.Filter, datasources, slots),
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition.GetType().Name, "A condition that the embedded store does not know."),
    };

    /// <summary><c>has_id</c>, its ids resolved to slots of the view.</summary>
    private sealed class AnyOf(HashSet<int> slots) : CompiledFilter
    {
        internal override IReadOnlyCollection<int> OnlySlots => slots;

        internal override Verdict Quick(SlotChunk chunk, int index, int slot) => slots.Contains(slot) ? Verdict.Yes : Verdict.No;

        internal override bool Passes(JsonElement payload, int slot) => slots.Contains(slot);
    }

    /// <summary>All of must, one of should when there is any, none of must not; "unknown" as in Kleene's logic.</summary>
    private sealed class All(CompiledFilter[] must, CompiledFilter[] should, CompiledFilter[] mustNot) : CompiledFilter
    {
        internal override IReadOnlyCollection<int>? OnlySlots => must.Select(condition => condition.OnlySlots).FirstOrDefault(slots => slots is not null);

        internal override Verdict Quick(SlotChunk chunk, int index, int slot)
        {
            var verdict = Verdict.Yes;
            foreach (var condition in must)
            {
                verdict = Min(verdict, condition.Quick(chunk, index, slot));
                if (verdict == Verdict.No)
                {
                    return Verdict.No;
                }
            }

            foreach (var condition in mustNot)
            {
                verdict = Min(verdict, Not(condition.Quick(chunk, index, slot)));
                if (verdict == Verdict.No)
                {
                    return Verdict.No;
                }
            }

            if (should.Length == 0)
            {
                return verdict;
            }

            var best = Verdict.No;
            foreach (var condition in should)
            {
                var one = condition.Quick(chunk, index, slot);
                best = one > best ? one : best;
            }

            return Min(verdict, best);
        }

        internal override bool Passes(JsonElement payload, int slot) =>
            Array.TrueForAll(must, condition => condition.Passes(payload, slot))
            && (should.Length == 0 || Array.Exists(should, condition => condition.Passes(payload, slot)))
            && !Array.Exists(mustNot, condition => condition.Passes(payload, slot));

        private static Verdict Min(Verdict a, Verdict b) => a < b ? a : b;

        private static Verdict Not(Verdict verdict) => (Verdict)((int)Verdict.Yes - (int)verdict);
    }
}
