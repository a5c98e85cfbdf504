namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>Dot product of unsigned stored codes and signed query codes, exact in 32 bits up to 65,536 numbers (255 · 127 · 65,536 &lt; 2³¹).</summary>
internal interface IInt8Kernel
{
    /// <summary>True when this machine can run it.</summary>
    static abstract bool IsSupported { get; }

    /// <summary>Σ codes[i] · query[i]; <paramref name="codes"/> begins a vector of the query's stride, a multiple of 64.</summary>
    static abstract int Dot(ref byte codes, Int8Query query);
}
