namespace SyncAdmin.Core.Vectors;

/// <summary>
/// What a payload says under <c>_sync</c>, told by whoever wrote the payload as valid JSON: a store that needs it does not read the payload again.
/// </summary>
/// <param name="Datasource">Id of the datasource, as the payload writes it.</param>
/// <param name="Code">Record code.</param>
/// <param name="Fence">Of the owner that writes the point.</param>
public readonly record struct PointOrigin(string Datasource, string Code, long Fence);
