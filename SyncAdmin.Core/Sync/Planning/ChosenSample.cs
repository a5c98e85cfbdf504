using SyncAdmin.Core.Records;

namespace SyncAdmin.Core.Sync.Planning;

/// <summary>A record that was chosen to be shown.</summary>
/// <param name="Change">What would happen to it.</param>
/// <param name="Record">As it would be synced.</param>
/// <param name="Row">Its row as JSON, as people may see it.</param>
/// <param name="Text">Its text, likewise.</param>
internal sealed record ChosenSample(string Change, MappedRecord Record, string Row, string Text);
