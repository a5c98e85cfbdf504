namespace SyncAdmin.App.Components.Sync;

/// <summary>The bar of a job; without an end where the total is unknown, and none for a job that has not begun.</summary>
public sealed partial class JobProgress : JobPart;
