using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace SyncAdmin.Core.Vectors;

/// <summary>
/// A key of a payload as Qdrant writes it: names joined by dots, a name with other characters in double quotes, <c>[]</c> for every
/// element of an array and <c>[3]</c> for one of them.
/// </summary>
internal sealed class PayloadPath
{
    private PayloadPath(IReadOnlyList<Step> steps) => Steps = steps;

    internal IReadOnlyList<Step> Steps { get; }

    internal static bool TryParse(string text, [NotNullWhen(true)] out PayloadPath? path)
    {
        path = null;
        var steps = new List<Step>();
        var at = 0;
        while (true)
        {
            if (!TryReadName(text, ref at, out var name))
            {
                return false;
            }

            steps.Add(new Step(Encoding.UTF8.GetBytes(name), false, null));
            while (at < text.Length && text[at] == '[')
            {
                var end = text.IndexOf(']', at);
                if (end < 0 || !TryReadIndex(text.AsSpan(at + 1, end - at - 1), steps))
                {
                    return false;
                }

                at = end + 1;
            }

            if (at == text.Length)
            {
                path = new PayloadPath(steps);
                return true;
            }

            if (text[at++] != '.')
            {
                return false;
            }
        }
    }

    private static bool TryReadName(string text, ref int at, out string name)
    {
        int end;
        if (at < text.Length && text[at] == '"')
        {
            end = text.IndexOf('"', at + 1);
            name = end < 0 ? "" : text[(at + 1)..end];
            at = end + 1;
            return end > 0;
        }

        end = text.AsSpan(at).IndexOfAny('.', '[', '"');
        end = end < 0 ? text.Length : at + end;
        name = text[at..end];
        at = end;
        return name.Length > 0;
    }

    private static bool TryReadIndex(ReadOnlySpan<char> text, List<Step> steps)
    {
        if (text.IsEmpty)
        {
            steps.Add(new Step(null, true, null));
            return true;
        }

        var isIndex = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index);
        steps.Add(new Step(null, false, index));
        return isIndex;
    }

    /// <summary>A member by name, every element, or the element at an index.</summary>
    internal readonly record struct Step(byte[]? Name, bool Every, int? Index);
}
