using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Errors;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>
/// Opens a collection: reads the rows, checks every vector against its row's hash, and derives the int8 codes. A row whose vector fails goes to
/// the table of lost points: it counts as missing (so a full sync writes it again) and keeps the collection red until then.
/// </summary>
internal sealed partial class CollectionLoader(CollectionFiles files, CollectionSpec spec, ILogger logger)
{
    private const int SlotsPerRead = 256;
    private readonly List<SlotChunk> _chunks = [];
    private readonly DatasourceNumbers _datasources = new();
    private readonly int _slotsPerChunk = SlotChunk.SlotsFor(StrideOf(spec));
    private ulong[] _visible = [];
    private int _count;
    private int _end;

    /// <summary>Bytes of codes per slot: none where the int8 pass has no bound.</summary>
    internal static int StrideOf(CollectionSpec spec) =>
        spec.Distance is Distance.Cosine or Distance.Dot ? Int8Quantizer.Stride(spec.VectorSize) : 0;

    internal LoadedCollection Load()
    {
        PointTable? table = null;
        VectorFile? file = null;
        try
        {
            table = new PointTable(files.Points);
            file = VectorFile.Open(files.Vectors, spec.VectorSize);
            ReadRows(table);
            var damaged = Check(file);
            file = Mend(file, damaged.Count);
            var version = table.ReadVersion();
            if (damaged.Count > 0)
            {
                LogDamaged(files.VectorsName, damaged.Count, ErrorCatalog.VectorFileDamaged.Remedy);
                version = SetLost(table, version, damaged);
            }

            return new LoadedCollection(table, file, Snapshots(version), _chunks, [.. table.ReadLost()], _end, _datasources);
        }
        catch
        {
            table?.Dispose();
            file?.Dispose();
            throw;
        }
    }

    private void ReadRows(PointTable table)
    {
        foreach (var row in table.ReadAll())
        {
            while (row.Slot >= _chunks.Count * _slotsPerChunk)
            {
                _chunks.Add(new SlotChunk(_slotsPerChunk, StrideOf(spec)));
                Array.Resize(ref _visible, _chunks.Count * _slotsPerChunk / 64);
            }

            var chunk = _chunks[row.Slot / _slotsPerChunk];
            var index = row.Slot % _slotsPerChunk;
            chunk.Id[index] = row.Id;
            chunk.Hash[index] = row.Hash;
            chunk.Fence[index] = row.Fields.Fence;
            chunk.Code[index] = DatasourceNumbers.CodeOf(row.Fields.Code);
            chunk.Datasource[index] = _datasources.Of(row.Fields.Datasource);
            _visible[row.Slot >> 6] |= 1UL << (row.Slot & 63);
            _end = row.Slot + 1;
            _count++;
        }
    }

    private List<int> Check(VectorFile file)
    {
        var damaged = new ConcurrentBag<int>();
        Parallel.For(0, _chunks.Count, number => Check(file, number, damaged));
        return [.. damaged];
    }

    private void Check(VectorFile file, int number, ConcurrentBag<int> damaged)
    {
        var chunk = _chunks[number];
        var size = spec.VectorSize;
        var perRead = Math.Clamp((1 << 18) / size, 1, SlotsPerRead);
        var buffer = ArrayPool<float>.Shared.Rent(perRead * size);
        try
        {
            for (var from = 0; from < _slotsPerChunk; from += perRead)
            {
                var first = (number * _slotsPerChunk) + from;
                var wanted = Math.Min(perRead, Math.Min(_slotsPerChunk - from, _end - first));
                if (wanted <= 0)
                {
                    return;
                }

                var read = file.Read(first, buffer.AsSpan(0, wanted * size));
                for (var i = 0; i < wanted; i++)
                {
                    var slot = first + i;
                    if ((_visible[slot >> 6] >> (slot & 63) & 1) == 0)
                    {
                        continue;
                    }

                    var vector = buffer.AsSpan(i * size, size);
                    if (i >= read || ContentHash.Of(vector) != chunk.Hash[from + i])
                    {
                        damaged.Add(slot);
                    }
                    else if (chunk.Stride > 0)
                    {
                        chunk.Scales[from + i] = Int8Quantizer.Quantize(vector, chunk.CodesOf(from + i));
                    }
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(buffer);
        }
    }

    // The vectors' own hashes decide, not the header: where some hold, the file is ours and only its header is not. Where none does, it is
    // something else, and is set aside rather than written over.
    private VectorFile Mend(VectorFile file, int damaged)
    {
        var header = file.ReadHeader();
        if (header == VectorFile.HeaderState.Good)
        {
            return file;
        }

        if (header == VectorFile.HeaderState.Bad)
        {
            LogHeader(files.VectorsName);
            if (damaged == _count)
            {
                file.Dispose();
                File.Move(files.Vectors, files.SetAside, overwrite: true);
                file = VectorFile.Open(files.Vectors, spec.VectorSize);
            }
        }

        file.WriteHeader();
        return file;
    }

    private long SetLost(PointTable table, long version, List<int> damaged)
    {
        table.Commit(version + 1, rows =>
        {
            foreach (var slot in damaged)
            {
                rows.AddLost(_chunks[slot / _slotsPerChunk].Id[slot % _slotsPerChunk]);
                rows.Delete(slot);
            }
        });
        foreach (var slot in damaged)
        {
            _visible[slot >> 6] &= ~(1UL << (slot & 63));
        }

        _count -= damaged.Count;
        return version + 1;
    }

    private SnapshotQueue Snapshots(long version)
    {
        var slots = new Dictionary<Guid, int>(_count);
        var free = new List<int>();
        for (var slot = 0; slot < _end; slot++)
        {
            if ((_visible[slot >> 6] >> (slot & 63) & 1) != 0)
            {
                slots[_chunks[slot / _slotsPerChunk].Id[slot % _slotsPerChunk]] = slot;
            }
            else
            {
                free.Add(slot);
            }
        }

        return new SnapshotQueue(new Snapshot(version, _chunks, _slotsPerChunk, _visible, _count), slots, [.. free]);
    }

    [LoggerMessage(2002, LogLevel.Error, "Vector file {File}: {Count} vectors fail their checksum or are missing. {Remedy}")]
    private partial void LogDamaged(string file, int count, string remedy);

    [LoggerMessage(2003, LogLevel.Error, "Vector file {File} has a header that is not ours; each vector is judged by its own checksum")]
    private partial void LogHeader(string file);
}
