using EksIngress.Model.Naming;

namespace EksIngress.Model.Tests.Naming;

public sealed class ResourceNamesTests
{
    [Fact]
    public void Role_NameFits_IsTheWholeName() =>
        Assert.Equal("dev-eu-west-1-aws-load-balancer-controller", ResourceNames.ControllerRole(Specs.Dev));

    [Fact]
    public void Role_NameIsTooLong_IsCutAndKeptApartByAHash()
    {
        var spec = Specs.Dev with { Name = new string('a', 40) };
        var other = spec with { Name = new string('a', 39) + "b" };

        var name = ResourceNames.ControllerRole(spec);

        Assert.Equal(64, name.Length);
        Assert.Equal(name, ResourceNames.ControllerRole(spec));
        Assert.NotEqual(name, ResourceNames.ControllerRole(other));
        Assert.StartsWith(new string('a', 40), name, StringComparison.Ordinal);
    }

    [Fact]
    public void Role_LongestNames_KeepThePrefixByWhichTheyAreFound()
    {
        var spec = Specs.Dev with { Name = new string('e', 40), Region = "ap-southeast-7" };
        var workload = Specs.ServiceA with { Name = new string('w', 53), IamRole = new() };

        Assert.StartsWith(spec.Name, ResourceNames.WorkloadRole(spec, workload), StringComparison.Ordinal);
        Assert.InRange(ResourceNames.WorkloadRole(spec, workload).Length, 1, 64);
    }

    [Fact]
    public void WorkloadRole_SpecNamesIt_IsThatName() =>
        Assert.Equal("orders-role", ResourceNames.WorkloadRole(Specs.Everything, Specs.Everything.Workloads[1]));
}
