namespace EksIngress.Emulator.Tests.Aws.Paging;

/// <summary>An operation that answers in pages.</summary>
/// <param name="List">The member of the answer that is the list.</param>
/// <param name="Input">What else the call needs: <c>Name=value&amp;…</c>; of rest-json operations the path. <c>{x}</c> is filled from the fixture.</param>
/// <param name="IsEmpty">There is nothing that the list could show, ever.</param>
public sealed record PagedOperation(string Service, string Name, string List, string Input = "", bool IsEmpty = false)
{
    public override string ToString() => $"{Service}:{Name}";
}
