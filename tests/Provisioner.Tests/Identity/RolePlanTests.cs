using EksIngress.Model.Iam;
using EksIngress.Provisioner.Identity;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Tests.Identity;

public sealed class RolePlanTests
{
    private static readonly RoleSpec Wanted = new("dev-eu-west-1-node", "Nodes", TrustPolicies.ForService("ec2.amazonaws.com"), ["arn:1", "arn:2"]);
    private static readonly string Trust = Uri.EscapeDataString(PolicyDocuments.Write(Wanted.TrustPolicy));

    [Fact]
    public void Decide_None_Creates() => Assert.IsType<RoleAction.Create>(RolePlan.Decide(Wanted, null));

    [Fact]
    public void Decide_OtherTrust_CorrectsItBeforeAnythingElse() =>
        Assert.IsType<RoleAction.UpdateTrust>(RolePlan.Decide(Wanted, Observed("%7B%7D")));

    [Fact]
    public void Decide_PolicyMissing_AttachesIt() =>
        Assert.Equal(new RoleAction.Attach("arn:2"), RolePlan.Decide(Wanted, Observed(Trust, "arn:1")));

    [Fact]
    public void Decide_AllThere_DoesNothing() =>
        Assert.IsType<RoleAction.None>(RolePlan.Decide(Wanted, Observed(Trust, "arn:1", "arn:2", "arn:someone-elses")));

    [Fact]
    public void Decide_RoleOfSomeoneElse_IsNotTouched() => Assert.Contains(
        "does not belong to this environment",
        Assert.Throws<ProvisioningException>(() => RolePlan.Decide(Wanted, Observed(Trust, "arn:1", "arn:2") with { IsOwned = false })).Message,
        StringComparison.Ordinal);

    private static ObservedRole Observed(string trust, params string[] policies) => new(true, trust, policies.ToHashSet());
}
