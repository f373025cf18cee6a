using System.Globalization;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Instance types, and the status of instances.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html</remarks>
internal static class InstanceCatalog
{
    private const int MaxTypes = 100;

    private static readonly Ec2Filters<InstanceSize> s_typeFilters = new()
    {
        { "current-generation", (InstanceSize _) => "true" },
        { "instance-type", (InstanceSize size) => size.Name },
        { "memory-info.size-in-mib", (InstanceSize size) => Text(size.MemoryMiB) },
        { "processor-info.supported-architecture", (InstanceSize size) => Instances.Architecture(size.Name) },
        { "vcpu-info.default-vcpus", (InstanceSize size) => Text(size.Processors) },
    };

    private static readonly Ec2Filters<Instance> s_statusFilters = new()
    {
        { "availability-zone", (Instance instance) => instance.Zone.Name },
        { "instance-state-code", (Instance instance) => Text((int)instance.State) },
        { "instance-state-name", (Instance instance) => Instances.Wire(instance.State) },
        { "instance-status.status", (Instance instance) => Status(instance) },
        { "system-status.status", (Instance instance) => Status(instance) },
    };

    public static IEnumerable<AwsOperation> Operations(Ec2Operations operations) =>
    [
        operations.Describe("DescribeInstanceTypes", "InstanceType[] Filter[](Name Value[]) MaxResults NextToken", DescribeTypes),
        operations.Describe("DescribeInstanceStatus", "InstanceId[] Filter[](Name Value[]) MaxResults NextToken IncludeAllInstances", DescribeStatus),
    ];

    private static AwsResult.Xml DescribeTypes(Ec2Scope scope, AwsParameters parameters)
    {
        var names = parameters.Strings("InstanceType");
        var unknown = names.Where(name => !InstanceSizes.All.Any(size => size.Name == name)).ToList();
        if (unknown.Count > 0)
        {
            throw new AwsException("InvalidInstanceType", $"The following supplied instance types do not exist: [{string.Join(", ", unknown)}]");
        }

        var matches = s_typeFilters.Read(parameters);
        var (page, next) = Ec2Page.Cut(
            [.. InstanceSizes.All.Where(size => (names.Count == 0 || names.Contains(size.Name, StringComparer.Ordinal)) && matches(scope, size))], size => size.Name, parameters, MaxTypes);
        return new AwsResult.Xml(Ec2Xml.List("instanceTypeSet", page.Select(Render)), next);
    }

    private static AwsResult.Xml DescribeStatus(Ec2Scope scope, AwsParameters parameters)
    {
        var all = parameters.Flag("IncludeAllInstances") == true;
        var (instances, next) = Ec2Page.Of(scope, parameters, Ec2ResourceType.Instance, "InstanceId", s_statusFilters);
        return new AwsResult.Xml(
            Ec2Xml.List("instanceStatusSet", instances.Where(instance => all || instance.State == InstanceState.Running).Select(instance => new XElement(
                "item",
                new XElement("instanceId", instance.Id),
                new XElement("availabilityZone", instance.Zone.Name),
                new XElement("instanceState", new XElement("code", (int)instance.State), new XElement("name", Instances.Wire(instance.State))),
                Check("systemStatus", instance),
                Check("instanceStatus", instance)))),
            next);
    }

    private static XElement Check(string name, Instance instance) => new(
        name,
        new XElement("status", Status(instance)),
        new XElement("details", new XElement("item", new XElement("name", "reachability"), new XElement("status", instance.State == InstanceState.Running ? "passed" : "insufficient-data"))));

    private static string Status(Instance instance) => instance.State switch
    {
        InstanceState.Running => "ok",
        InstanceState.Pending => "initializing",
        _ => "not-applicable",
    };

    private static XElement Render(InstanceSize size) => new(
        "item",
        new XElement("instanceType", size.Name),
        new XElement("currentGeneration", true),
        new XElement("bareMetal", false),
        new XElement("hypervisor", "nitro"),
        new XElement("instanceStorageSupported", false),
        new XElement("burstablePerformanceSupported", size.Name.StartsWith('t')),
        Items("supportedUsageClasses", "on-demand", "spot"),
        Items("supportedRootDeviceTypes", "ebs"),
        Items("supportedVirtualizationTypes", "hvm"),
        new XElement("processorInfo", Items("supportedArchitectures", Instances.Architecture(size.Name))),
        new XElement("vCpuInfo", new XElement("defaultVCpus", size.Processors)),
        new XElement("memoryInfo", new XElement("sizeInMiB", size.MemoryMiB)),
        new XElement(
            "networkInfo",
            new XElement("maximumNetworkInterfaces", size.Interfaces),
            new XElement("ipv4AddressesPerInterface", size.Addresses),
            new XElement("ipv6AddressesPerInterface", size.Addresses),
            new XElement("ipv6Supported", true),
            new XElement("enaSupport", "required")));

    private static XElement Items(string name, params string[] values) => new(name, values.Select(value => new XElement("item", value)));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
