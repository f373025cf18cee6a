namespace EksIngress.Provisioner.Removal;

/// <summary>Something that is left, and how to delete it.</summary>
internal sealed record RemovablePart(string What, Func<CancellationToken, Task> DeleteAsync)
{
    /// <summary>Tells who still uses it, where AWS's own answer does not; null where it does.</summary>
    public Func<CancellationToken, Task<string?>>? FindUserAsync { get; init; }
}
