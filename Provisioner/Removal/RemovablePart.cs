namespace EksIngress.Provisioner.Removal;

/// <summary>Something that is left, and how to delete it.</summary>
internal sealed record RemovablePart(string What, Func<CancellationToken, Task> DeleteAsync);
