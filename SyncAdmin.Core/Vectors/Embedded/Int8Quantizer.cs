using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>
/// A vector as one byte per number: x = scale · c + r, with c in -127…127. The norm of the rest r bounds what the bytes can't say:
/// by Cauchy-Schwarz |q·x − q·(scale · c)| ≤ ‖q‖ · ‖r‖.
/// </summary>
internal static class Int8Quantizer
{
    // Covers the rounding of the norms themselves, which are summed in single precision.
    private const float Upwards = 1.0001f;
    private const float Tiny = 1e-12f;

    /// <summary>Bytes per vector: the size rounded up, so that no kernel has a tail.</summary>
    internal static int Stride(int vectorSize) => (vectorSize + 63) / 64 * 64;

    /// <summary>Writes c + 128 (unsigned: what <c>vpdpbusd</c> wants on its left side); the padding is 128, which is zero.</summary>
    internal static Scales Quantize(ReadOnlySpan<float> vector, Span<byte> codes)
    {
        codes.Fill(128);
        var peak = Math.Abs(TensorPrimitives.MaxMagnitude(vector));
        if (peak == 0)
        {
            return default;
        }

        if (peak < Tiny)
        {
            // Its squares would vanish in single precision: all of it is rest, which is still a true bound.
            var all = (NormOfTiny(vector) * Upwards) + float.Epsilon;
            return new Scales(0, all, all);
        }

        var scale = peak / 127f;
        var inverse = 1f / scale;
        var squares = 0f;
        var at = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var sum = Vector256<float>.Zero;
            ref var source = ref MemoryMarshal.GetReference(vector);
            ref var target = ref MemoryMarshal.GetReference(codes);
            for (; at + 32 <= vector.Length; at += 32)
            {
                var c0 = Rounded(Vector256.LoadUnsafe(ref source, (nuint)at), inverse, scale, ref sum);
                var c1 = Rounded(Vector256.LoadUnsafe(ref source, (nuint)(at + 8)), inverse, scale, ref sum);
                var c2 = Rounded(Vector256.LoadUnsafe(ref source, (nuint)(at + 16)), inverse, scale, ref sum);
                var c3 = Rounded(Vector256.LoadUnsafe(ref source, (nuint)(at + 24)), inverse, scale, ref sum);
                var bytes = Vector256.Narrow(Vector256.Narrow(c0, c1), Vector256.Narrow(c2, c3));
                (bytes.AsByte() ^ Vector256.Create((byte)128)).StoreUnsafe(ref target, (nuint)at);
            }

            squares = Vector256.Sum(sum);
        }

        for (; at < vector.Length; at++)
        {
            var code = Math.Clamp(MathF.Round(vector[at] * inverse), -127f, 127f);
            codes[at] = (byte)((int)code + 128);
            var rest = vector[at] - (code * scale);
            squares += rest * rest;
        }

        return new Scales(scale, (MathF.Sqrt(squares) * Upwards) + float.Epsilon, TensorPrimitives.Norm(vector) * Upwards);
    }

    private static float NormOfTiny(ReadOnlySpan<float> vector)
    {
        var squares = 0d;
        foreach (var value in vector)
        {
            squares += (double)value * value;
        }

        return (float)Math.Sqrt(squares);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Rounded(Vector256<float> values, float inverse, float scale, ref Vector256<float> squares)
    {
        var codes = Vector256.Clamp(Vector256.Round(values * inverse), Vector256.Create(-127f), Vector256.Create(127f));
        var rest = values - (codes * scale);
        squares += rest * rest;
        return Vector256.ConvertToInt32(codes);
    }

    /// <summary>What belongs to a quantized vector.</summary>
    /// <param name="Scale">Value of one step.</param>
    /// <param name="Residual">Norm of the rest, rounded up.</param>
    /// <param name="Norm">Norm of the vector, rounded up.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Scales(float Scale, float Residual, float Norm);
}
