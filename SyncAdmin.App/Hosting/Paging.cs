using SyncAdmin.App.Errors;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Storage;

namespace SyncAdmin.App.Hosting;

/// <summary>Checks <c>page</c> and <c>pageSize</c> the same way for every list.</summary>
internal static class Paging
{
    internal const int DefaultSize = 25;
    internal const int LargestSize = 200;
    private const int LargestPage = 1_000_000;

    internal static async Task<IResult> ListAsync<T>(int? page, int? pageSize, Func<int, int, Task<Page<T>>> list) =>
        Check(page, pageSize) is { } problem ? problem.ToResult() : Results.Ok(await list(page ?? 1, pageSize ?? DefaultSize));

    internal static async Task<IResult> ListAsync<T>(int? page, int? pageSize, Func<int, int, Task<Outcome<Page<T>>>> list) =>
        Check(page, pageSize) is { } problem ? problem.ToResult() : (await list(page ?? 1, pageSize ?? DefaultSize)).ToOk();

    private static Problem? Check(int? page, int? pageSize) => (page, pageSize) switch
    {
        ( < 1 or > LargestPage, _) => new Problem(ErrorCatalog.RequestMalformed, $"page={page} is out of range: 1 to {LargestPage}."),
        (_, < 1 or > LargestSize) => new Problem(ErrorCatalog.RequestMalformed, $"pageSize={pageSize} is out of range: 1 to {LargestSize}."),
        _ => null,
    };
}
