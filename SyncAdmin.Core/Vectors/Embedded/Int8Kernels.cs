using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>The kernels, fastest first. <c>TensorPrimitives.Dot&lt;sbyte&gt;</c> overflows silently, so they are ours.</summary>
internal static class Int8Kernels
{
    internal enum Kind
    {
        Vnni,
        Avx512,
        Avx2,
        Portable,
    }

    /// <summary>What this machine can run, fastest first.</summary>
    internal static IReadOnlyList<Kind> Supported { get; } =
        [.. Enum.GetValues<Kind>().Where(kind => kind switch
        {
            Kind.Vnni => Vnni.IsSupported,
            Kind.Avx512 => Avx512.IsSupported,
            Kind.Avx2 => Avx2Kernel.IsSupported,
            _ => true,
        })];

    /// <summary>One dot product by the kernel of that kind; the scan itself is generic over the kernel.</summary>
    internal static int Dot(Kind kind, ReadOnlySpan<byte> codes, Int8Query query)
    {
        ref var start = ref MemoryMarshal.GetReference(codes);
        return kind switch
        {
            Kind.Vnni => Vnni.Dot(ref start, query),
            Kind.Avx512 => Avx512.Dot(ref start, query),
            Kind.Avx2 => Avx2Kernel.Dot(ref start, query),
            _ => Portable.Dot(ref start, query),
        };
    }

    /// <summary>AVX-VNNI: four products and their sum in one instruction; no intermediate saturation.</summary>
    internal readonly struct Vnni : IInt8Kernel
    {
        public static bool IsSupported => AvxVnni.IsSupported;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int Dot(ref byte codes, Int8Query query)
        {
            ref var right = ref MemoryMarshal.GetArrayDataReference(query.Codes);
            var length = (nuint)query.Codes.Length;
            var sum0 = Vector256<int>.Zero;
            var sum1 = Vector256<int>.Zero;
            for (nuint i = 0; i < length; i += 64)
            {
                sum0 = AvxVnni.MultiplyWideningAndAdd(sum0, Vector256.LoadUnsafe(ref codes, i), Vector256.LoadUnsafe(ref right, i));
                sum1 = AvxVnni.MultiplyWideningAndAdd(sum1, Vector256.LoadUnsafe(ref codes, i + 32), Vector256.LoadUnsafe(ref right, i + 32));
            }

            return Vector256.Sum(sum0 + sum1);
        }
    }

    /// <summary>AVX-512BW: 32 codes widened to 16 bits, multiplied and added in pairs.</summary>
    internal readonly struct Avx512 : IInt8Kernel
    {
        public static bool IsSupported => Avx512BW.IsSupported;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int Dot(ref byte codes, Int8Query query)
        {
            ref var right = ref MemoryMarshal.GetArrayDataReference(query.Wide);
            var length = (nuint)query.Wide.Length;
            var sum0 = Vector512<int>.Zero;
            var sum1 = Vector512<int>.Zero;
            for (nuint i = 0; i < length; i += 64)
            {
                sum0 += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref codes, i)), Vector512.LoadUnsafe(ref right, i));
                sum1 += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref codes, i + 32)), Vector512.LoadUnsafe(ref right, i + 32));
            }

            return Vector512.Sum(sum0 + sum1);
        }
    }

    /// <summary>AVX2: 16 codes widened to 16 bits, multiplied and added in pairs.</summary>
    internal readonly struct Avx2Kernel : IInt8Kernel
    {
        public static bool IsSupported => Avx2.IsSupported;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int Dot(ref byte codes, Int8Query query)
        {
            ref var right = ref MemoryMarshal.GetArrayDataReference(query.Wide);
            var length = (nuint)query.Wide.Length;
            var sum0 = Vector256<int>.Zero;
            var sum1 = Vector256<int>.Zero;
            for (nuint i = 0; i < length; i += 32)
            {
                sum0 += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref codes, i)), Vector256.LoadUnsafe(ref right, i));
                sum1 += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref codes, i + 16)), Vector256.LoadUnsafe(ref right, i + 16));
            }

            return Vector256.Sum(sum0 + sum1);
        }
    }

    /// <summary>Any machine: 255 · 127 still fits 16 bits, so the products are exact before they are widened.</summary>
    internal readonly struct Portable : IInt8Kernel
    {
        public static bool IsSupported => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int Dot(ref byte codes, Int8Query query)
        {
            ref var right = ref MemoryMarshal.GetArrayDataReference(query.Wide);
            var length = (nuint)query.Wide.Length;
            var sum = Vector128<int>.Zero;
            for (nuint i = 0; i < length; i += 16)
            {
                var (low, high) = Vector128.Widen(Vector128.LoadUnsafe(ref codes, i));
                var product0 = low.AsInt16() * Vector128.LoadUnsafe(ref right, i);
                var product1 = high.AsInt16() * Vector128.LoadUnsafe(ref right, i + 8);
                sum += Vector128.WidenLower(product0) + Vector128.WidenUpper(product0) + Vector128.WidenLower(product1) + Vector128.WidenUpper(product1);
            }

            return Vector128.Sum(sum);
        }
    }
}
