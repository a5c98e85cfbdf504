namespace SyncAdmin.Core.Embeddings.Local;

/// <summary>
/// Adds the features of a text into 768 counters (feature hashing: Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask
/// Learning"). Counters are integers, so that a vector is the same on every processor.
/// </summary>
internal readonly ref struct Features(Span<int> counters)
{
    internal const int Dimensions = 768;

    /// <summary>Amplitude of a token of weight 1, in units of a counter.</summary>
    internal const int Unit = 1024;

    private readonly Span<int> _counters = counters;

    /// <summary>
    /// A whole token, on four positions: two tokens that meet on one of them still differ on the others. Each carries half of the amplitude,
    /// so that the length of the four together is the amplitude.
    /// </summary>
    internal void AddWhole(ulong hash, int amplitude)
    {
        hash = Mix(hash);
        Add((ushort)hash, amplitude / 2);
        Add((ushort)(hash >> 16), amplitude / 2);
        Add((ushort)(hash >> 32), amplitude / 2);
        Add((ushort)(hash >> 48), amplitude / 2);
    }

    /// <summary>A fragment, on two positions.</summary>
    internal void AddFragment(ulong hash, int amplitude)
    {
        hash = Mix(hash);
        Add((ushort)hash, amplitude);
        Add((ushort)(hash >> 16), amplitude);
    }

    internal static ulong Hash(ReadOnlySpan<char> token, ulong seed)
    {
        var hash = seed;
        foreach (var character in token)
        {
            hash = (hash ^ character) * 0x100000001B3UL; // FNV-1a; Mix below spreads what it leaves together.
        }

        return hash;
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL; // splitmix64 (Steele, Lea, Flood 2014)
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }

    private void Add(ushort bits, int amplitude) =>
        _counters[((bits >> 1) * Dimensions) >> 15] += (bits & 1) == 0 ? amplitude : -amplitude;
}
