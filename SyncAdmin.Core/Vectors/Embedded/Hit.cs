using System.Runtime.InteropServices;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>A point and how good it is: more is better, for distances too (they are negated). Of equals the smaller id is better.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Hit(float Goodness, Guid Id, int Slot) : IComparable<Hit>
{
    /// <summary>Worse comes first.</summary>
    public int CompareTo(Hit other)
    {
        var byGoodness = Goodness.CompareTo(other.Goodness);
        return byGoodness != 0 ? byGoodness : other.Id.CompareTo(Id);
    }

    public static bool operator <(Hit left, Hit right) => left.CompareTo(right) < 0;

    public static bool operator >(Hit left, Hit right) => left.CompareTo(right) > 0;

    public static bool operator <=(Hit left, Hit right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Hit left, Hit right) => left.CompareTo(right) >= 0;
}
