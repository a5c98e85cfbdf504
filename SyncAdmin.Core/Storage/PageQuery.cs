using Microsoft.EntityFrameworkCore;

namespace SyncAdmin.Core.Storage;

/// <summary>Reads one page of an ordered query.</summary>
internal static class PageQuery
{
    internal const int LargestPage = 200;

    /// <summary>The page and the total. Numbers out of range are moved into it: page from 1, size 1 to 200.</summary>
    internal static async Task<Page<T>> ToPageAsync<T>(this IQueryable<T> ordered, int page, int pageSize, CancellationToken cancellationToken)
    {
        var size = Math.Clamp(pageSize, 1, LargestPage);
        var number = Math.Clamp(page, 1, int.MaxValue / LargestPage);
        var total = await ordered.LongCountAsync(cancellationToken);
        var items = await ordered.Skip((number - 1) * size).Take(size).ToListAsync(cancellationToken);
        return new Page<T>(items, total, number, size);
    }
}
