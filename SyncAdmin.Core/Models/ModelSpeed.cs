using SyncAdmin.Core.Models.Limits;

namespace SyncAdmin.Core.Models;

/// <summary>How fast a provider may be asked, and how fast it answers.</summary>
/// <param name="Limits">What the key allows, as configured.</param>
/// <param name="Pace">The share of it that is in use now: below 1 after refusals.</param>
/// <param name="BatchLatency">Of a call with several texts, lately; null: none was answered since the start of this process.</param>
public sealed record ModelSpeed(ModelLimits Limits, double Pace, TimeSpan? BatchLatency);
