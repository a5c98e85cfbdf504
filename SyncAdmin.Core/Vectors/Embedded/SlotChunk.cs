namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>
/// The columns of a run of slots, in memory. What a visible slot says of its vector never changes: a point that is written again gets
/// another slot. Only code and datasource may (a payload alone was replaced): then the chunk is copied, sharing the other columns.
/// </summary>
internal sealed class SlotChunk
{
    /// <summary>A code that is missing.</summary>
    internal const long NoCode = 0;

    /// <summary>A code that is not a text: only the payload can tell.</summary>
    internal const long OddCode = 1;

    /// <summary>A datasource that is missing.</summary>
    internal const int NoDatasource = 0;

    /// <summary>A datasource that is not a text: only the payload can tell.</summary>
    internal const int OddDatasource = -1;

    /// <summary>The fence of a point without one.</summary>
    internal const long NoFence = long.MinValue;

    private const int TargetBytes = 4 << 20;
    private const int Alignment = 64;
    private readonly byte[] _codes;
    private readonly int _start;

    internal SlotChunk(int slots, int stride)
    {
        Stride = stride;
        _codes = GC.AllocateUninitializedArray<byte>(((slots * stride) + Alignment), pinned: true);
        unsafe
        {
            fixed (byte* address = _codes)
            {
                _start = (int)((Alignment - ((nuint)address % Alignment)) % Alignment);
            }
        }

        Scales = new Int8Quantizer.Scales[slots];
        Hash = new long[slots];
        Id = new Guid[slots];
        Fence = new long[slots];
        Code = new long[slots];
        Datasource = new int[slots];
    }

    private SlotChunk(SlotChunk other)
    {
        (Stride, _codes, _start) = (other.Stride, other._codes, other._start);
        (Scales, Hash, Id, Fence) = (other.Scales, other.Hash, other.Id, other.Fence);
        Code = [.. other.Code];
        Datasource = [.. other.Datasource];
    }

    internal int Stride { get; }

    internal Int8Quantizer.Scales[] Scales { get; }

    /// <summary><see cref="ContentHash"/> of the vector.</summary>
    internal long[] Hash { get; }

    internal Guid[] Id { get; }

    /// <summary><c>_sync.fence</c>; read and written by the writer only.</summary>
    internal long[] Fence { get; }

    /// <summary>Hash of <c>_sync.code</c>, or one of the two marks above.</summary>
    internal long[] Code { get; }

    /// <summary>Number of <c>_sync.datasource</c> in <see cref="DatasourceNumbers"/>, or one of the two marks above.</summary>
    internal int[] Datasource { get; }

    /// <summary>How many slots a chunk has: about 4 MB of codes, a power of two, at least one word of a bitmap.</summary>
    internal static int SlotsFor(int stride)
    {
        var slots = 64;
        while (slots < 8192 && slots * 2 * Math.Max(stride, 64) <= TargetBytes)
        {
            slots *= 2;
        }

        return slots;
    }

    internal Span<byte> CodesOf(int index) => _codes.AsSpan(_start + (index * Stride), Stride);

    internal ref byte CodesFrom(int index) => ref _codes[_start + (index * Stride)];

    internal SlotChunk CopyToChangeFields() => new(this);
}
