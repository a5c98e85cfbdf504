using System.Text.Json;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary><c>range</c>: only the payload can tell.</summary>
internal sealed class CompiledRange(Condition.Range range) : CompiledFilter
{
    private readonly PayloadPath _path = CompiledMatch.PathOf(range.Key);

    internal override Verdict Quick(SlotChunk chunk, int index, int slot) => Verdict.Unknown;

    internal override bool Passes(JsonElement payload, int slot) => PayloadValues.Any(payload, _path, IsWithin);

    private bool IsWithin(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            return false;
        }

        var number = value.GetDouble();
        return !(number <= range.GreaterThan) && !(number < range.GreaterOrEqual) && !(number >= range.LessThan) && !(number > range.LessOrEqual);
    }
}
