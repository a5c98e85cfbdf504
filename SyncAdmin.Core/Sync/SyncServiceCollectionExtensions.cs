using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Quartz;
using SyncAdmin.Core.Access;
using SyncAdmin.Core.Collections;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Embeddings;
using SyncAdmin.Core.Notifications;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Storage;
using SyncAdmin.Core.Sync.Deliveries;
using SyncAdmin.Core.Sync.Drift;
using SyncAdmin.Core.Sync.Inspecting;
using SyncAdmin.Core.Sync.Jobs;
using SyncAdmin.Core.Sync.Leases;
using SyncAdmin.Core.Sync.Planning;
using SyncAdmin.Core.Sync.Progress;
using SyncAdmin.Core.Sync.Reconciling;
using SyncAdmin.Core.Sync.Reindexing;
using SyncAdmin.Core.Sync.Retrying;
using SyncAdmin.Core.Sync.Running;
using SyncAdmin.Core.Sync.Schedules;
using SyncAdmin.Core.Sync.Sweeping;
using SyncAdmin.Core.Sync.Timeline;
using SyncAdmin.Core.Vectors;
using SyncAdmin.Core.Sync.Verifying;

namespace SyncAdmin.Core.Sync;

/// <summary>Composition of Sync.</summary>
public static class SyncServiceCollectionExtensions
{
    /// <summary>
    /// The engine: <see cref="SyncService"/>, <see cref="SyncProgress"/>, the dispatcher and Quartz. Settings come from the section <c>Sync</c>.
    /// Needs Storage, Access, Connectors, Vectors, Embeddings, Collections, Records and Datasources.
    /// </summary>
    public static IServiceCollection AddSync(this IServiceCollection services)
    {
        services.AddOptions<SyncOptions>().BindConfiguration("Sync").ValidateOnStart();
        services.AddSingleton<IValidateOptions<SyncOptions>, SyncOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddNotificationOutbox();

        services.AddSingleton<SyncInstance>();
        services.AddSingleton<SyncSignal>();
        services.AddSingleton<RunningJobs>();
        services.AddSingleton<WaitBackoff>();
        services.AddSingleton<LeaseStore>();
        services.AddSingleton<JobStore>();
        services.AddSingleton<DeliveryQueries>();
        services.AddSingleton<DeliveryUpkeep>();
        services.AddSingleton<JobQueries>();
        services.AddSingleton<ForeignProgress>();
        services.AddSingleton<DeliveryStore>();
        services.AddSingleton<DeliveryWork>();
        services.AddSingleton<SourceOpener>();
        services.AddSingleton<SchemaCheck>();
        services.AddSingleton<StoredRecords>();
        services.AddSingleton<KeyedSync>();
        services.AddSingleton<ScanRun>();
        services.AddSingleton<FullSync>();
        services.AddSingleton<IncrementalSync>();
        services.AddSingleton<RecordsSync>();
        services.AddSingleton<VerifySync>();
        services.AddSingleton(provider => new SyncVerification(provider.GetRequiredService<StateDatabase>()));
        services.AddReindexing();
        services.AddSingleton<SyncRunner>();
        services.AddSingleton<PlanMaker>();
        services.AddSingleton(provider => new PlanService(
            provider.GetRequiredService<StateDatabase>(),
            provider.GetRequiredService<PlanMaker>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<PlanService>>()));
        services.AddSingleton(provider => new SyncProgress(
            provider.GetRequiredService<JobQueries>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SyncProgress>>()));
        services.AddSingleton(provider => new DeliveryService(
            provider.GetRequiredService<StateDatabase>(),
            provider.GetRequiredService<DatasourceWebhooks>(),
            provider.GetRequiredService<DeliveryStore>(),
            provider.GetRequiredService<DeliveryQueries>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<DeliveryService>>()));
        services.AddSingleton(provider => new SyncService(
            provider.GetRequiredService<StateDatabase>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<JobQueries>(),
            provider.GetRequiredService<DeliveryWork>(),
            provider.GetRequiredService<RunningJobs>(),
            provider.GetRequiredService<SyncProgress>(),
            provider.GetRequiredService<SyncSignal>(),
            provider.GetRequiredService<TimeProvider>()));

        services.AddSingleton(provider => new JobConsents(
            provider.GetRequiredService<StateDatabase>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<JobQueries>(),
            provider.GetRequiredService<SyncService>()));
        services.AddHostedService<DeliveryMaintenance>();
        services.AddSingleton(provider => new SyncErrors(
            provider.GetRequiredService<StateDatabase>(),
            provider.GetRequiredService<JobQueries>(),
            provider.GetRequiredService<DeliveryStore>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSweeping();
        services.AddSingleton(provider => new SyncTimeline(provider.GetRequiredService<StateDatabase>()));
        services.AddSingleton<OrphanedJobs>();
        services.AddSingleton(provider => new SyncReconciler(
            provider.GetRequiredService<StateDatabase>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<JobQueries>(),
            provider.GetRequiredService<OrphanedJobs>(),
            provider.GetRequiredService<RunningJobs>(),
            provider.GetRequiredService<SyncSignal>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<RecordHistory>();
        services.AddSingleton(provider => new RecordInspector(
            provider.GetRequiredService<StateDatabase>(),
            provider.GetRequiredService<DatasourceSources>(),
            provider.GetRequiredService<CollectionManager>(),
            provider.GetRequiredService<IVectorStore>(),
            provider.GetRequiredService<IEmbedder>(),
            provider.GetRequiredService<RecordLedger>(),
            provider.GetRequiredService<RecordHistory>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RecordActions(
            provider.GetRequiredService<StateDatabase>(),
            provider.GetRequiredService<CollectionManager>(),
            provider.GetRequiredService<IVectorStore>(),
            provider.GetRequiredService<RecordLedger>(),
            provider.GetRequiredService<DeliveryStore>(),
            provider.GetRequiredService<JobQueries>(),
            provider.GetRequiredService<AuditLog>(),
            provider.GetRequiredService<SyncProgress>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ScheduledStart>();
        services.AddSingleton<ScheduleFirings>();
        services.AddSingleton(provider => new SyncSchedules(provider.GetRequiredService<StateDatabase>(), provider.GetRequiredService<IOptions<SyncOptions>>()));

        // Jobs run before the host says that it has started: the first start syncs the sample before it prints its address.
        services.AddTransient<SyncQuartzJob>();
        services.AddQuartz(quartz => quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = 64));
        services.AddQuartzHostedService(quartz => (quartz.AwaitApplicationStarted, quartz.WaitForJobsToComplete) = (false, true));

        // After Quartz, so that it stops before Quartz: it is the one that tells jobs to stop.
        services.AddHostedService<SyncDispatcher>();
        services.AddHostedService<JobReaper>();
        services.AddHostedService<ScheduleClock>();
        return services;
    }
}
