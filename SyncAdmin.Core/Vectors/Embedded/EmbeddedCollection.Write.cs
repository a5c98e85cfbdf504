using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Vectors.Embedded;

/// <summary>The writer's side: one at a time, vectors on disk before the rows that name them.</summary>
internal sealed partial class EmbeddedCollection
{
    /// <summary>
    /// Vectors go to disk into slots that nobody else has or sees, outside the writer's turn: while one writer waits for its disk, another commits. The rows
    /// that name them follow in a turn of their own.
    /// </summary>
    internal async Task UpsertAsync(PreparedPoints points, long? fence, CancellationToken cancellationToken)
    {
        var slots = await AllocateAsync(points.Points.Length, cancellationToken);
        var onDisk = Task.CompletedTask;
        var unused = slots;
        try
        {
            WriteVectors(points, slots);
            onDisk = Task.Run(_file.Flush, CancellationToken.None);
            using var turn = await EnterWriterAsync(cancellationToken);
            var positions = Enumerable.Range(0, slots.Length).Where(i => IsWritable(points.Points[i].Id, fence)).ToArray();
            if (positions.Length > 0)
            {
                await CommitAsync(points, positions, slots, onDisk);
                unused = [.. slots.Except(positions.Select(position => slots[position]))];
            }
        }
        finally
        {
            await onDisk.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _snapshots.GiveBack(unused);
        }
    }

    internal async Task OverwriteAsync(IReadOnlyList<PointPayload> points, long? fence, CancellationToken cancellationToken)
    {
        var last = new Dictionary<Guid, (PointPayload Point, SyncFields Fields)>(points.Count);
        foreach (var point in points)
        {
            last[point.Id] = (point, SyncFields.Read(point.Id, point.Payload.Span));
        }

        using var turn = await EnterWriterAsync(cancellationToken);
        var changes = new List<(int Slot, PointPayload Point, SyncFields Fields)>(last.Count);
        foreach (var (point, fields) in last.Values)
        {
            if (_snapshots.SlotOf(point.Id) is { } slot && IsWritable(point.Id, fence))
            {
                changes.Add((slot, point, fields));
            }
        }

        if (changes.Count > 0)
        {
            Overwrite(changes);
        }
    }

    internal async Task DeleteAsync(IReadOnlyList<Guid> ids, long? fence, CancellationToken cancellationToken)
    {
        using var turn = await EnterWriterAsync(cancellationToken);
        var distinct = ids.ToHashSet();
        Remove([.. distinct.Where(id => _snapshots.SlotOf(id) is not null && IsWritable(id, fence))], [.. distinct.Where(_lost.Contains)], becomeLost: false);
    }

    internal async Task DeleteAsync(Filter filter, long? fence, CancellationToken cancellationToken)
    {
        using var turn = await EnterWriterAsync(cancellationToken);
        List<Guid> ids;
        using (var view = Enter(filter))
        {
            view.DecideAll();
            ids = [.. ReadView.SlotsOf(view.Accepted).Select(view.Snapshot.IdOf)];
        }

        Remove([.. ids.Where(id => IsWritable(id, fence))], [], becomeLost: false);
    }

    /// <summary>Makes points whose damage a reader met count as missing, before the next call answers.</summary>
    internal async ValueTask DropReportedAsync(CancellationToken cancellationToken)
    {
        if (!_reported.IsEmpty)
        {
            using var turn = await EnterWriterAsync(cancellationToken);
        }
    }

    private async Task<WriteGate.Releaser> EnterWriterAsync(CancellationToken cancellationToken)
    {
        var turn = await _gate.EnterAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (!_reported.IsEmpty)
            {
                DropReported();
            }

            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    private void DropReported()
    {
        var reported = _reported.ToArray();
        var vector = new float[Spec.VectorSize];
        var damaged = reported
            .Where(one => _snapshots.SlotOf(one.Value) == one.Key && !TryReadVector(_snapshots.Current, one.Key, vector))
            .Select(one => one.Value)
            .ToList();
        Remove(damaged, [], becomeLost: true);
        foreach (var (slot, _) in reported)
        {
            _reported.TryRemove(slot, out _);
        }
    }

    private bool IsWritable(Guid id, long? fence) =>
        fence is not { } mine || _snapshots.SlotOf(id) is not { } slot || _chunks[slot / _slotsPerChunk].Fence[slot % _slotsPerChunk] <= mine;

    /// <summary>Never a slot that a point has: its row names the old vector until the commit.</summary>
    private async Task<int[]> AllocateAsync(int count, CancellationToken cancellationToken)
    {
        using var turn = await EnterWriterAsync(cancellationToken);
        var slots = _snapshots.Allocate(count, ref _end);
        while (_end > _chunks.Count * _slotsPerChunk)
        {
            _chunks.Add(new SlotChunk(_slotsPerChunk, CollectionLoader.StrideOf(Spec)));
        }

        return slots;
    }

    private async Task CommitAsync(PreparedPoints points, int[] positions, int[] slots, Task onDisk)
    {
        FillColumns(points, positions, slots);
        var written = new Dictionary<Guid, int>(positions.Length);
        var freed = new List<int>();
        var next = Changed();
        foreach (var position in positions)
        {
            var (id, slot) = (points.Points[position].Id, slots[position]);
            written[id] = slot;
            if (_snapshots.SlotOf(id) is { } old)
            {
                freed.Add(old);
                next[old >> 6] &= ~(1UL << (old & 63));
            }

            next[slot >> 6] |= 1UL << (slot & 63);
        }

        List<Guid> found = _lost.Count == 0 ? [] : [.. written.Keys.Where(_lost.Contains)];
        var snapshot = NewSnapshot(next, _snapshots.Current.Count + positions.Length - freed.Count);
#pragma warning disable VSTHRD003 // There is no synchronization context to deadlock on.
        await _table.CommitAsync(snapshot.Version, WriteRows, onDisk);
#pragma warning restore VSTHRD003
        _snapshots.Publish(snapshot, written, [], freed);
        Forget(found);

        void WriteRows(PointTable rows)
        {
            freed.ForEach(rows.Delete);
            found.ForEach(rows.DeleteLost);
            foreach (var position in positions)
            {
                rows.Insert(slots[position], points.Points[position].Id, points.Hashes[position], points.Fields[position], points.Points[position].Payload);
            }
        }
    }

    private void WriteVectors(PreparedPoints points, int[] slots)
    {
        for (var from = 0; from < slots.Length;)
        {
            var to = from + 1;
            while (to < slots.Length && slots[to] == slots[to - 1] + 1)
            {
                to++;
            }

            _file.Write(slots[from], points.VectorsFrom(from, to - from));
            from = to;
        }
    }

    private void FillColumns(PreparedPoints points, int[] positions, int[] slots)
    {
        foreach (var position in positions)
        {
            var chunk = _chunks[slots[position] / _slotsPerChunk];
            var index = slots[position] % _slotsPerChunk;
            ref var fields = ref points.Fields[position];
            chunk.Id[index] = points.Points[position].Id;
            chunk.Hash[index] = points.Hashes[position];
            chunk.Fence[index] = fields.Fence;
            chunk.Code[index] = DatasourceNumbers.CodeOf(fields.Code);
            chunk.Datasource[index] = Datasources.Of(fields.Datasource);
            if (chunk.Stride > 0)
            {
                chunk.Scales[index] = Int8Quantizer.Quantize(points.VectorOf(position), chunk.CodesOf(index));
            }
        }
    }

    private void Overwrite(List<(int Slot, PointPayload Point, SyncFields Fields)> changes)
    {
        var copies = new Dictionary<int, SlotChunk>();
        foreach (var (slot, _, fields) in changes)
        {
            var number = slot / _slotsPerChunk;
            var index = slot % _slotsPerChunk;
            var chunk = copies.GetValueOrDefault(number, _chunks[number]);
            var code = DatasourceNumbers.CodeOf(fields.Code);
            var datasource = Datasources.Of(fields.Datasource);
            if (chunk.Code[index] != code || chunk.Datasource[index] != datasource)
            {
                if (copies.TryAdd(number, chunk))
                {
                    copies[number] = chunk = chunk.CopyToChangeFields();
                }

                chunk.Code[index] = code;
                chunk.Datasource[index] = datasource;
            }
        }

        var chunks = _chunks.Select((chunk, number) => copies.GetValueOrDefault(number, chunk)).ToList();
        var current = _snapshots.Current;
        var snapshot = new Snapshot(current.Version + 1, chunks, _slotsPerChunk, current.Visible, current.Count);
        _table.Commit(snapshot.Version, rows => changes.ForEach(change => rows.Overwrite(change.Slot, change.Fields, change.Point.Payload)));
        foreach (var (number, copy) in copies)
        {
            _chunks[number] = copy;
        }

        foreach (var (slot, _, fields) in changes)
        {
            _chunks[slot / _slotsPerChunk].Fence[slot % _slotsPerChunk] = fields.Fence;
        }

        _snapshots.Publish(snapshot, [], [], []);
    }

    private void Remove(List<Guid> ids, List<Guid> found, bool becomeLost)
    {
        if (ids.Count == 0 && found.Count == 0)
        {
            return;
        }

        var freed = ids.ConvertAll(id => _snapshots.SlotOf(id)!.Value);
        var next = Changed();
        foreach (var slot in freed)
        {
            next[slot >> 6] &= ~(1UL << (slot & 63));
        }

        var snapshot = NewSnapshot(next, _snapshots.Current.Count - freed.Count);
        _table.Commit(snapshot.Version, rows =>
        {
            freed.ForEach(rows.Delete);
            found.ForEach(rows.DeleteLost);
            if (becomeLost)
            {
                ids.ForEach(rows.AddLost);
            }
        });
        _snapshots.Publish(snapshot, [], ids, freed);
        Forget(found);
        if (becomeLost)
        {
            _lost.UnionWith(ids);
            _lostCount = _lost.Count;
        }
    }

    private void Forget(List<Guid> found)
    {
        _lost.ExceptWith(found);
        _lostCount = _lost.Count;
    }

    // A copy of the bitmap: 200,000 points are 25 KB.
    private ulong[] Changed()
    {
        var visible = new ulong[_chunks.Count * _slotsPerChunk / 64];
        _snapshots.Current.Visible.CopyTo(visible, 0);
        return visible;
    }

    private Snapshot NewSnapshot(ulong[] visible, int count) => new(_snapshots.Current.Version + 1, _chunks, _slotsPerChunk, visible, count);
}
