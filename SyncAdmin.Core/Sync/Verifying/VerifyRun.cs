using Microsoft.Extensions.Logging;
using SyncAdmin.Core.Records;
using SyncAdmin.Core.Sync.Running;

namespace SyncAdmin.Core.Sync.Verifying;

/// <summary>What one verification works on.</summary>
/// <param name="Running">The job.</param>
/// <param name="Source">Its source, opened.</param>
/// <param name="Columns">The source's key columns.</param>
/// <param name="Log">The job's.</param>
internal sealed record VerifyRun(RunningJob Running, OpenSource Source, KeyColumns Columns, ILogger Log)
{
    internal LedgerScope Scope => Source.Scope;
}
