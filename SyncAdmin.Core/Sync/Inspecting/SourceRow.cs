using System.Text.Json;
using SyncAdmin.Core.Errors;
using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Inspecting;

/// <summary>A row of the source and what the mapping makes of it.</summary>
/// <param name="Row">As people may see it.</param>
/// <param name="Mapped">The record, or why it is none.</param>
/// <param name="Text">Its text as people may see it; empty when it is no record.</param>
internal sealed record SourceRow(JsonElement Row, Outcome<MappedRecord> Mapped, string Text);
