namespace SyncAdmin.Core.Models.Limits;

/// <summary>
/// Who may call a provider's key when: one moment, "the next call starts here", which every call moves on by the time that it takes up of the
/// limits. So calls come evenly, never more than one batch at once, and one that is larger than a minute's allowance is served all the same.
/// </summary>
/// <remarks>
/// Not a limiter of System.Threading.RateLimiting: those refuse a request larger than their bucket, know no correction afterwards, and can't be
/// shared between processes.
/// </remarks>
internal interface IModelMeter
{
    /// <summary>Takes the next place and returns how long it is until then.</summary>
    /// <param name="cost">How long the call takes up of the limits.</param>
    /// <param name="cancellationToken">Leaves the place untaken.</param>
    Task<TimeSpan> ReserveAsync(TimeSpan cost, CancellationToken cancellationToken);

    /// <summary>Moves the next place: a call turned out dearer or cheaper (negative) than reserved, or was not made.</summary>
    Task AdjustAsync(TimeSpan difference, CancellationToken cancellationToken);

    /// <summary>The provider asked for silence: no place is earlier than this from now.</summary>
    Task PauseAsync(TimeSpan length, CancellationToken cancellationToken);
}
