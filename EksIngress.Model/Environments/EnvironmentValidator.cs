using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EksIngress.Model.Environments;

/// <summary>Finds every fault of a specification before anything is built from it.</summary>
public static class EnvironmentValidator
{
    private static readonly IPNetwork[] PrivateRanges =
        [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("100.64.0.0/10")];

    private const string DnsLabelRule = "it must be 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends";

    /// <summary>One sentence per fault, each naming the member, its value and what is wanted; empty for a valid specification.</summary>
    public static IReadOnlyList<string> Validate(EnvironmentSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var faults = new Faults();
        if (spec.Version != EnvironmentSpec.CurrentVersion)
        {
            faults.Add("version", spec.Version.ToString(CultureInfo.InvariantCulture), $"this program knows version {EnvironmentSpec.CurrentVersion}");
        }

        faults.Matches(Patterns.EnvironmentName, "name", spec.Name,
            "it must be 1 to 40 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen");
        faults.Matches(Patterns.DnsLabel, "overlay", spec.Overlay, DnsLabelRule);
        faults.Matches(Patterns.Region, "region", spec.Region, "it must be an AWS region such as eu-west-1");
        faults.Matches(Patterns.KubernetesVersion, "kubernetesVersion", spec.KubernetesVersion, "it must be a minor version such as 1.34");
        ValidateNetwork(spec.Network, faults);
        ValidateNodeGroups(spec.NodeGroups, faults);
        faults.Matches(Patterns.ImageTag, "loadBalancerController.version", spec.LoadBalancerController.Version, "it must be an image tag such as v3.5.0");
        faults.InRange(1, 10, "loadBalancerController.replicas", spec.LoadBalancerController.Replicas);
        ValidateWorkloads(spec, faults);
        IngressValidator.Validate(spec, faults);
        return faults.All;
    }

    private static void ValidateNetwork(NetworkSpec network, Faults faults)
    {
        faults.InRange(2, 4, "network.availabilityZoneCount", network.AvailabilityZoneCount);
        // The parser cuts host bits off; EC2 would too, and the VPC would not have the range that was asked for.
        if (!IPNetwork.TryParse(network.Cidr, out var cidr)
            || cidr.BaseAddress.AddressFamily != AddressFamily.InterNetwork
            || cidr.ToString() != network.Cidr)
        {
            faults.Add("network.cidr", network.Cidr, "it must be an IPv4 range in CIDR notation without host bits, such as 192.168.0.0/16");
            return;
        }

        // EC2 takes /16 to /28; 8 subnets of 16 addresses and more each want /20 at least.
        if (cidr.PrefixLength is < 16 or > 20)
        {
            faults.Add("network.cidr", network.Cidr, "its prefix must be from /16 to /20, so that every subnet has room for pods");
        }

        if (!IsPrivate(cidr))
        {
            faults.Add("network.cidr", network.Cidr, "it must lie in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10; an ALB takes no other target addresses");
        }
    }

    private static bool IsPrivate(IPNetwork cidr) =>
        PrivateRanges.Any(range => range.PrefixLength <= cidr.PrefixLength && range.Contains(cidr.BaseAddress));

    private static void ValidateNodeGroups(IReadOnlyList<NodeGroupSpec> groups, Faults faults)
    {
        if (groups.Count == 0)
        {
            faults.Add("nodeGroups", null, "there is none, so no pod could run; add a node group");
        }

        faults.Unique("nodeGroups", groups, group => group.Name, "the name");
        for (var i = 0; i < groups.Count; i++)
        {
            var (group, member) = (groups[i], $"nodeGroups[{i}]");
            faults.Matches(Patterns.NodeGroupName, $"{member}.name", group.Name, "it must be 1 to 63 letters, digits, hyphens and underscores");
            faults.InRange(0, 1000, $"{member}.minSize", group.MinSize);
            faults.InRange(1, 1000, $"{member}.maxSize", group.MaxSize);
            if (group.DesiredSize < group.MinSize || group.DesiredSize > group.MaxSize)
            {
                faults.Add($"{member}.desiredSize", group.DesiredSize.ToString(CultureInfo.InvariantCulture),
                    $"it must lie between minSize {group.MinSize} and maxSize {group.MaxSize}");
            }

            if (group.InstanceTypes.Count is < 1 or > 20)
            {
                faults.Add($"{member}.instanceTypes", null, $"there are {group.InstanceTypes.Count}; EKS takes 1 to 20");
            }

            foreach (var type in group.InstanceTypes)
            {
                faults.Matches(Patterns.InstanceType, $"{member}.instanceTypes", type, "it must be an EC2 instance type such as m5.large");
            }
        }
    }

    private static void ValidateWorkloads(EnvironmentSpec spec, Faults faults)
    {
        faults.Unique("workloads", spec.Workloads, workload => workload.Name, "the name");
        faults.Unique("workloads", spec.Workloads.Where(workload => workload.IamRole?.Name is not null), workload => workload.IamRole!.Name!, "the IAM role");
        for (var i = 0; i < spec.Workloads.Count; i++)
        {
            var (workload, member) = (spec.Workloads[i], $"workloads[{i}]");
            faults.Matches(Patterns.WorkloadName, $"{member}.name", workload.Name,
                "it must be 1 to 53 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen");
            ValidateNamespace(workload.Namespace, $"{member}.namespace", faults);
            faults.Matches(Patterns.Image, $"{member}.image", workload.Image, "it must be an image reference such as registry.example/shop/service-a:1.2.0");
            faults.InRange(0, 1000, $"{member}.replicas", workload.Replicas);
            faults.InRange(1, 65535, $"{member}.containerPort", workload.ContainerPort);
            ValidateProbe(workload.ReadinessPath, $"{member}.readinessPath", faults);
            ValidateProbe(workload.LivenessPath, $"{member}.livenessPath", faults);
            ValidateVariables(spec, workload, member, faults);
            ValidateRole(spec, workload, member, faults);
            faults.Matches(Patterns.Quantity, $"{member}.resources.cpuRequest", workload.Resources.CpuRequest, "it must be a quantity such as 100m");
            faults.Matches(Patterns.Quantity, $"{member}.resources.memoryRequest", workload.Resources.MemoryRequest, "it must be a quantity such as 128Mi");
            faults.Matches(Patterns.Quantity, $"{member}.resources.memoryLimit", workload.Resources.MemoryLimit, "it must be a quantity such as 512Mi");
        }
    }

    internal static void ValidateNamespace(string value, string member, Faults faults)
    {
        faults.Matches(Patterns.DnsLabel, member, value, DnsLabelRule);
        if (value.StartsWith("kube-", StringComparison.Ordinal))
        {
            faults.Add(member, value, "namespaces that start with kube- belong to Kubernetes; take another");
        }
    }

    private static void ValidateProbe(string? path, string member, Faults faults)
    {
        if (path is not null)
        {
            faults.Matches(Patterns.ProbePath, member, path, "it must be a path that starts with /, without spaces");
        }
    }

    private static void ValidateVariables(EnvironmentSpec spec, WorkloadSpec workload, string member, Faults faults)
    {
        faults.Unique($"{member}.environment", workload.Environment, variable => variable.Name, "the variable");
        for (var i = 0; i < workload.Environment.Count; i++)
        {
            var (variable, at) = (workload.Environment[i], $"{member}.environment[{i}]");
            faults.Matches(Patterns.EnvironmentVariable, $"{at}.name", variable.Name, "it must be letters, digits, '_', '-' and '.', not starting with a digit");
            if (variable.Value is null == variable.Workload is null)
            {
                faults.Add(at, variable.Name, "give it either a value or a workload");
            }
            else if (variable.Workload is { } target && spec.Workloads.All(other => other.Name != target))
            {
                faults.Add($"{at}.workload", target, $"there is no such workload; there {Known(spec)}");
            }
            else if (variable.Value?.AsSpan().IndexOfAny('\n', '\r', '\0') >= 0)
            {
                faults.Add($"{at}.value", null, "it has a line break, which a kustomize literal cannot carry; take it out");
            }
        }
    }

    private static void ValidateRole(EnvironmentSpec spec, WorkloadSpec workload, string member, Faults faults)
    {
        if (workload.ServiceAccount is { } account)
        {
            faults.Matches(Patterns.DnsLabel, $"{member}.serviceAccount", account, DnsLabelRule);
        }

        if (workload.IamRole is not { } role)
        {
            return;
        }

        // One annotation per ServiceAccount: two roles on it cannot both hold.
        var accountName = workload.ServiceAccount ?? workload.Name;
        if (spec.Workloads.TakeWhile(other => other != workload).FirstOrDefault(other => other.IamRole is not null
                && other.Namespace == workload.Namespace && (other.ServiceAccount ?? other.Name) == accountName) is { } rival)
        {
            faults.Add($"{member}.iamRole", null, $"ServiceAccount {workload.Namespace}/{accountName} would have two roles; '{rival.Name}' gives it another");
        }

        if (role.Name is { } name)
        {
            faults.Matches(Patterns.RoleName, $"{member}.iamRole.name", name, "it must be 1 to 64 letters, digits and +=,.@_-");
        }

        for (var i = 0; i < role.ManagedPolicyArns.Count; i++)
        {
            faults.Matches(Patterns.PolicyArn, $"{member}.iamRole.managedPolicyArns[{i}]", role.ManagedPolicyArns[i],
                "it must be the ARN of an IAM policy such as arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess");
        }

        if (role.PolicyDocument is { } document && Iam.PolicyDocumentRules.FindFault(document) is { } fault)
        {
            faults.Add($"{member}.iamRole.policyDocument", null, fault);
        }
    }

    internal static string Known(EnvironmentSpec spec) =>
        spec.Workloads.Count == 0 ? "is none" : "are " + string.Join(", ", spec.Workloads.Select(workload => $"'{workload.Name}'"));
}
