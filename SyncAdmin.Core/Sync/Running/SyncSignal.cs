using SyncAdmin.Core.Storage;

namespace SyncAdmin.Core.Sync.Running;

/// <summary>Wakes the dispatcher at once when this process makes, resumes or cancels a job.</summary>
internal sealed class SyncSignal : Wake;
