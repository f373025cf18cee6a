namespace EksIngress.Provisioner.Identity;

/// <summary>One change to a role.</summary>
internal abstract record RoleAction
{
    private RoleAction() { }

    internal sealed record None : RoleAction;

    internal sealed record Create : RoleAction;

    internal sealed record UpdateTrust : RoleAction;

    internal sealed record Attach(string PolicyArn) : RoleAction;
}
