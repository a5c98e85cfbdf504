using System.Numerics.Tensors;
using SyncAdmin.Core.Vectors.Embedded;
using Xunit;

namespace SyncAdmin.Tests.Vectors;

/// <summary>Every kernel that this machine has computes exactly what a plain loop computes, and the bound built on it holds.</summary>
public sealed class Int8KernelTests
{
    public static TheoryData<string, int> KernelsAndSizes()
    {
        var data = new TheoryData<string, int>();
        foreach (var kernel in Int8Kernels.Supported)
        {
            foreach (var size in (int[])[1, 3, 63, 64, 65, 100, 384, 768, 1536, 3072, 65_536])
            {
                data.Add(kernel.ToString(), size);
            }
        }

        return data;
    }

    [Fact]
    public void The_portable_kernel_is_always_there() => Assert.Contains(Int8Kernels.Kind.Portable, Int8Kernels.Supported);

    [Theory]
    [MemberData(nameof(KernelsAndSizes))]
    public void A_kernel_equals_the_plain_loop(string kernel, int size)
    {
        var kind = Enum.Parse<Int8Kernels.Kind>(kernel);
        var random = new Random(size);
        for (var round = 0; round < 20; round++)
        {
            var query = new Int8Query(Vector(random, size));
            var codes = new byte[Int8Quantizer.Stride(size)];
            Int8Quantizer.Quantize(Vector(random, size), codes);
            Assert.Equal(Plain(codes, query), Int8Kernels.Dot(kind, codes, query) - query.Offset);
        }
    }

    [Theory]
    [MemberData(nameof(KernelsAndSizes))]
    public void A_kernel_does_not_overflow_at_the_extremes(string kernel, int size)
    {
        foreach (var (left, right) in ((float, float)[])[(1, 1), (1, -1), (-1, -1), (-1, 1)])
        {
            var query = new Int8Query(Enumerable.Repeat(left, size).ToArray());
            var codes = new byte[Int8Quantizer.Stride(size)];
            Int8Quantizer.Quantize(Enumerable.Repeat(right, size).ToArray(), codes);
            Assert.Equal(127L * 127 * size * (int)(left * right), Int8Kernels.Dot(Enum.Parse<Int8Kernels.Kind>(kernel), codes, query) - (long)query.Offset);
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(768)]
    public void Codes_and_rest_give_the_vector_back(int size)
    {
        var vector = Vector(new Random(size), size);
        var codes = new byte[Int8Quantizer.Stride(size)];
        var scales = Int8Quantizer.Quantize(vector, codes);
        var rest = vector.Select((value, i) => value - ((codes[i] - 128) * scales.Scale)).ToArray();
        Assert.InRange(TensorPrimitives.Norm<float>(rest), scales.Residual * 0.999f, scales.Residual);
        Assert.All(rest, value => Assert.InRange(Math.Abs(value), 0, scales.Scale * 0.5001f));
        Assert.All(codes[size..], code => Assert.Equal(128, code));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1e-44f)]
    [InlineData(1e-38f)]
    [InlineData(1e30f)]
    public void The_bound_holds_for_vectors_of_any_magnitude(float magnitude)
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var left = Vector(random, 50);
            var right = Vector(random, 50).Select(value => value * magnitude).ToArray();
            var query = new Int8Query(left);
            var codes = new byte[Int8Quantizer.Stride(50)];
            var scales = Int8Quantizer.Quantize(right, codes);
            var score = query.Scale * scales.Scale * (Int8Kernels.Dot(Int8Kernels.Kind.Portable, codes, query) - query.Offset);
            var slack = (query.QuantizedNorm * scales.Residual) + (query.NormFactor * scales.Norm);
            var exact = left.Zip(right, (a, b) => (double)a * b).Sum();
            Assert.InRange(exact, score - slack - 1e-43, score + slack + 1e-43);
        }
    }

    private static int Plain(byte[] codes, Int8Query query)
    {
        var sum = 0;
        for (var i = 0; i < codes.Length; i++)
        {
            sum += (codes[i] - 128) * query.Codes[i];
        }

        return sum;
    }

    private static float[] Vector(Random random, int size) => [.. Enumerable.Range(0, size).Select(_ => (random.NextSingle() * 2) - 1)];
}
