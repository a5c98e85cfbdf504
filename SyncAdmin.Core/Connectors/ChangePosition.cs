namespace SyncAdmin.Core.Connectors;

/// <summary>Where an incremental read stands: in the order (change value, key).</summary>
/// <param name="Change">Value of the change field, as the source typed it.</param>
/// <param name="Key">The key that was read last at this value; null: rows of this very value are read (again), so that nothing that shares it is missed.</param>
public sealed record ChangePosition(object Change, SourceKey? Key = null);
