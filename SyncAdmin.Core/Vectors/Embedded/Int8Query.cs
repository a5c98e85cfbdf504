using System.Numerics.Tensors;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>A query prepared for the int8 pass: signed codes (for VNNI), the same as 16 bits (for the others), and its part of the bound.</summary>
internal sealed class Int8Query
{
    // Rounding of a float32 dot product, relative to both norms, with a wide margin: what we call exact has it too.
    private const float Rounding = 1e-5f;

    internal Int8Query(ReadOnlySpan<float> vector)
    {
        var stride = Int8Quantizer.Stride(vector.Length);
        var unsigned = new byte[stride];
        var scales = Int8Quantizer.Quantize(vector, unsigned);
        Codes = new sbyte[stride];
        Wide = new short[stride];
        var sum = 0;
        var squares = 0d;
        for (var i = 0; i < stride; i++)
        {
            var code = unsigned[i] - 128;
            Codes[i] = (sbyte)code;
            Wide[i] = (short)code;
            sum += code;
            squares += (double)code * code;
        }

        Offset = 128 * sum;
        Scale = scales.Scale;
        QuantizedNorm = (float)(Math.Sqrt(squares) * scales.Scale) * 1.0001f;
        NormFactor = scales.Residual + (TensorPrimitives.Norm(vector) * Rounding);
    }

    internal sbyte[] Codes { get; }

    internal short[] Wide { get; }

    /// <summary>What the +128 of every stored code adds to the kernel's sum.</summary>
    internal int Offset { get; }

    internal float Scale { get; }

    /// <summary>Factor of a vector's residual in the bound.</summary>
    internal float QuantizedNorm { get; }

    /// <summary>Factor of a vector's norm in the bound.</summary>
    internal float NormFactor { get; }
}
