using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>
/// The vectors of one collection: a page of header, then one run of float32 per slot. Written by file I/O and never through a map: a map on a
/// full disk kills the process. Read by file I/O too: a read beyond the end of a truncated file is short, where a map would kill again, and
/// from the page cache it costs about a microsecond a vector.
/// </summary>
internal sealed class VectorFile : IDisposable
{
    private const int HeaderBytes = 4096;
    private const int Version = 1;
    private readonly SafeFileHandle _handle;

    private VectorFile(string path, SafeFileHandle handle, int vectorSize)
    {
        (Path, _handle, VectorSize) = (path, handle, vectorSize);
        SlotBytes = vectorSize * sizeof(float);
    }

    internal string Path { get; }

    internal int VectorSize { get; }

    private int SlotBytes { get; }

    private static ReadOnlySpan<byte> Magic => "SAVECTOR"u8;

    public void Dispose() => _handle.Dispose();

    internal static VectorFile Open(string path, int vectorSize)
    {
        var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, FileOptions.None);
        return new VectorFile(path, handle, vectorSize);
    }

    /// <summary>What stands at the beginning of the file.</summary>
    internal HeaderState ReadHeader()
    {
        Span<byte> header = stackalloc byte[Magic.Length + 8];
        var length = RandomAccess.Read(_handle, header, 0);
        if (length == 0)
        {
            return HeaderState.Missing;
        }

        return length == header.Length
            && header[..Magic.Length].SequenceEqual(Magic)
            && BinaryPrimitives.ReadInt32LittleEndian(header[Magic.Length..]) == Version
            && BinaryPrimitives.ReadInt32LittleEndian(header[(Magic.Length + 4)..]) == VectorSize
            ? HeaderState.Good
            : HeaderState.Bad;
    }

    internal void WriteHeader()
    {
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[Magic.Length..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[(Magic.Length + 4)..], VectorSize);
        RandomAccess.Write(_handle, header, 0);
        Flush();
    }

    /// <summary>Writes the vectors of consecutive slots.</summary>
    internal void Write(int firstSlot, ReadOnlySpan<float> vectors) =>
        RandomAccess.Write(_handle, MemoryMarshal.AsBytes(vectors), OffsetOf(firstSlot));

    /// <summary>Reads consecutive slots; returns how many are there in full.</summary>
    internal int Read(int firstSlot, Span<float> vectors)
    {
        var bytes = MemoryMarshal.AsBytes(vectors);
        var done = 0;
        while (done < bytes.Length)
        {
            var read = RandomAccess.Read(_handle, bytes[done..], OffsetOf(firstSlot) + done);
            if (read == 0)
            {
                break;
            }

            done += read;
        }

        return done / SlotBytes;
    }

    /// <summary>Returns when what was written is on disk.</summary>
    internal void Flush() => RandomAccess.FlushToDisk(_handle);

    private long OffsetOf(int slot) => HeaderBytes + ((long)slot * SlotBytes);

    internal enum HeaderState
    {
        Missing,
        Bad,
        Good,
    }
}
