using Microsoft.Extensions.DependencyInjection;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Search;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync;
using SyncAdmin.Core.Sync.Planning;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Reindexing;
using SyncAdmin.Core.Sync.Retrying;
using SyncAdmin.Core.Sync.Sweeping;
using SyncAdmin.Core.Sync.Timeline;
using SyncAdmin.Core.Sync.Verifying;
using SyncAdmin.Core.Vision;
using SyncAdmin.Tests.App;
using SyncAdmin.Tests.Storage;

namespace SyncAdmin.Tests.Pages.Hosting;

/// <summary>The application's own services on a state of its own, for pages that ask them. Empty, but for what a test puts in.</summary>
public sealed class PageHost : IDisposable
{
    private readonly TestApp _app = new();

    /// <summary>Instead of the application's own, which has no provider.</summary>
    internal IVision? Vision { get; set; }

    internal ComponentHost At(string address, Actor? reader = null, string culture = "en-US") => new(
        services =>
        {
            services.AddSingleton(_app.Services.GetRequiredService<SyncService>());
            services.AddSingleton(_app.Services.GetRequiredService<SyncDecisions>());
            services.AddSingleton(_app.Services.GetRequiredService<SyncRestores>());
            services.AddSingleton(_app.Services.GetRequiredService<SyncProgress>());
            services.AddSingleton(_app.Services.GetRequiredService<JobConsents>());
            services.AddSingleton(_app.Services.GetRequiredService<SyncTimeline>());
            services.AddSingleton(_app.Services.GetRequiredService<SyncVerification>());
            services.AddSingleton(_app.Services.GetRequiredService<SyncErrors>());
            services.AddSingleton(_app.Services.GetRequiredService<PlanService>());
            services.AddSingleton(_app.Services.GetRequiredService<SearchService>());
            services.AddSingleton(_app.Services.GetRequiredService<CollectionManager>());
            services.AddSingleton(_app.Services.GetRequiredService<CollectionPoints>());
            services.AddSingleton(_app.Services.GetRequiredService<ReindexService>());
            services.AddSingleton(_app.Services.GetRequiredService<IEmbedder>());
            services.AddSingleton(Vision ?? _app.Services.GetRequiredService<IVision>());
            services.AddSingleton(_app.Services.GetRequiredService<DatasourceService>());
            services.AddSingleton(_app.Services.GetRequiredService<NotificationFeed>());
        },
        reader,
        culture,
        address);

    /// <summary>A datasource and this many jobs that have ended, the newest failed.</summary>
    internal async Task<(Guid Datasource, IReadOnlyList<Guid> Jobs)> SeedAsync(string name, int jobs)
    {
        var datasource = TestState.NewDatasource(name);
        var rows = Enumerable.Range(0, jobs).Select(number => new SyncJob
        {
            Id = Guid.CreateVersion7(Examples.Now.AddMinutes(-number)),
            DatasourceId = datasource.Id,
            Type = SyncJobType.Full,
            Status = number == 0 ? SyncJobStatus.Failed : SyncJobStatus.Completed,
            ErrorCode = number == 0 ? "SYNC-5102" : null,
            ErrorMessage = number == 0 ? "Nothing moved for 120 minutes." : null,
            TotalRecords = 1_000,
            ProcessedRecords = number == 0 ? 400 : 1_000,
            FailedRecords = number == 0 ? 1 : 0,
            StartedAt = Examples.Now.AddMinutes(-number),
            CompletedAt = Examples.Now.AddMinutes(-number).AddSeconds(30),
            CreatedAt = Examples.Now.AddMinutes(-number),
            CorrelationId = "c" + number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            StartedBy = "user:Ada",
        }).ToList();
        await _app.Services.GetRequiredService<StateDatabase>().WriteAsync(
            async (transaction, token) =>
            {
                transaction.Db.Add(datasource);
                transaction.Db.AddRange(rows);
                transaction.Db.AddRange(rows.Take(1).Select(job => new SyncError
                {
                    Id = Guid.CreateVersion7(Examples.Now),
                    SyncJobId = job.Id,
                    DatasourceId = datasource.Id,
                    RecordIdentifier = "R-7",
                    ErrorType = "SYNC-4003",
                    ErrorMessage = "Record R-7: name is empty.",
                    CreatedAt = Examples.Now,
                }));
                await transaction.Db.SaveChangesAsync(token);
            },
            CancellationToken.None);
        return (datasource.Id, [.. rows.Select(job => job.Id)]);
    }

    internal T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>An empty collection of the local model.</summary>
    internal async Task CollectionAsync(string name) =>
        (await _app.Services.GetRequiredService<CollectionManager>().EnsureAsync(
            name, _app.Services.GetRequiredService<IEmbedder>().Fingerprint, CancellationToken.None)).Required();

    public void Dispose() => _app.Dispose();
}
