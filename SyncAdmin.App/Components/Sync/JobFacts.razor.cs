using Microsoft.AspNetCore.Components;
using SyncAdmin.App.Components.Layout;
using SyncAdmin.Core.Datasources;
using SyncAdmin.Core.Models;
using SyncAdmin.Core.Sync;

namespace SyncAdmin.App.Components.Sync;

/// <summary>What a job's figures are about: from where, to where, by which model, who and when.</summary>
public sealed partial class JobFacts : JobPart
{
    /// <summary>Its datasource as it is now; null while it is not known.</summary>
    [Parameter]
    public DatasourceView? Source { get; set; }

    /// <summary>The embedding model of its collection; null: none yet.</summary>
    [Parameter]
    public ModelFingerprint? Model { get; set; }

    [CascadingParameter]
    private Reader Reader { get; set; } = Reader.Unknown;
}
