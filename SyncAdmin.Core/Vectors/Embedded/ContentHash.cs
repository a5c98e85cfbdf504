using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>
/// 64 bits over a vector's bytes: multiply-and-fold in four lanes. It is the checksum that finds a flipped bit or another point's vector in
/// a slot, and it tells identical vectors, whose score is computed once. Written to disk: never change it without a new file version.
/// </summary>
internal static class ContentHash
{
    private const ulong Prime0 = 0xA0761D6478BD642F;
    private const ulong Prime1 = 0xE7037ED1A0B428DB;
    private const ulong Prime2 = 0x8EBC6AF09C88C6E3;
    private const ulong Prime3 = 0x589965CC75374CC3;

    internal static long Of(ReadOnlySpan<float> vector) => Of(MemoryMarshal.AsBytes(vector));

    internal static long Of(string text) => Of(MemoryMarshal.AsBytes(text.AsSpan()));

    internal static long Of(ReadOnlySpan<byte> bytes)
    {
        ulong lane0 = Prime0 ^ (ulong)bytes.Length, lane1 = Prime1, lane2 = Prime2, lane3 = Prime3;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var at = 0;
        for (; at + 8 <= words.Length; at += 8)
        {
            var eight = words.Slice(at, 8); // One check of bounds instead of eight.
            lane0 = Fold(lane0 ^ eight[0], Prime1 ^ eight[1]);
            lane1 = Fold(lane1 ^ eight[2], Prime2 ^ eight[3]);
            lane2 = Fold(lane2 ^ eight[4], Prime3 ^ eight[5]);
            lane3 = Fold(lane3 ^ eight[6], Prime0 ^ eight[7]);
        }

        for (; at < words.Length; at++)
        {
            lane0 = Fold(lane0 ^ words[at], BitOperations.RotateLeft(Prime3, at));
        }

        foreach (var last in bytes[(words.Length * 8)..])
        {
            lane1 = Fold(lane1 ^ last, Prime0);
        }

        return (long)Fold(Fold(lane0 ^ Prime2, lane1 ^ Prime3), Fold(lane2 ^ Prime0, lane3 ^ Prime1) ^ Prime2);
    }

    // A zero factor would lose the other one; the sum keeps it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return (low ^ high) + BitOperations.RotateLeft(a, 29) + b;
    }
}
