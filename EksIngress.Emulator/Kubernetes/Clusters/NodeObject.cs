using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>The Node that an EKS instance registers itself as.</summary>
internal static class NodeObject
{
    public static JsonObject Create(KubernetesNodeSpec spec, KubernetesClusterSpec cluster, string address, TimeProvider time)
    {
        var labels = new JsonObject
        {
            ["beta.kubernetes.io/arch"] = "amd64",
            ["beta.kubernetes.io/os"] = "linux",
            ["eks.amazonaws.com/nodegroup"] = spec.NodeGroup,
            ["kubernetes.io/arch"] = "amd64",
            ["kubernetes.io/hostname"] = spec.Name,
            ["kubernetes.io/os"] = "linux",
            ["node.kubernetes.io/instance-type"] = spec.InstanceType,
            ["topology.kubernetes.io/region"] = cluster.Region,
            ["topology.kubernetes.io/zone"] = spec.Zone,
        };
        foreach (var (key, value) in spec.Labels)
        {
            labels[key] = value;
        }

        var node = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = spec.Name, ["labels"] = labels },
            ["spec"] = new JsonObject { ["providerID"] = $"aws:///{spec.Zone}/{spec.InstanceId}" },
            ["status"] = new JsonObject
            {
                ["addresses"] = new JsonArray(
                    new JsonObject { ["type"] = "InternalIP", ["address"] = address },
                    new JsonObject { ["type"] = "InternalDNS", ["address"] = spec.Name },
                    new JsonObject { ["type"] = "Hostname", ["address"] = spec.Name }),
                ["capacity"] = Capacity(),
                ["allocatable"] = Capacity(),
                ["nodeInfo"] = new JsonObject
                {
                    ["architecture"] = "amd64",
                    ["bootID"] = "",
                    ["containerRuntimeVersion"] = "emulator://0.1.0",
                    ["kernelVersion"] = "",
                    ["kubeProxyVersion"] = "",
                    ["kubeletVersion"] = $"v{cluster.Version}.0-eks-emulated",
                    ["machineID"] = "",
                    ["operatingSystem"] = "linux",
                    ["osImage"] = "EksIngress emulator",
                    ["systemUUID"] = "",
                },
            },
        };
        if (spec.Taints.Count > 0)
        {
            node["spec"]!["taints"] = new JsonArray([.. spec.Taints.Select(taint => (JsonNode)Taint(taint.Key, taint.Value, taint.Effect))]);
        }

        node.SetCondition(time, "MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available");
        node.SetCondition(time, "DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure");
        node.SetCondition(time, "PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available");
        node.SetCondition(time, "Ready", "True", "KubeletReady", "kubelet is posting ready status");
        return node;
    }

    private static JsonObject Taint(string key, string? value, string effect)
    {
        var taint = new JsonObject { ["key"] = key, ["effect"] = effect };
        if (value is not null)
        {
            taint["value"] = value;
        }

        return taint;
    }

    /// <summary>The node's own address; null when it has none.</summary>
    public static string? FindAddress(JsonObject node) =>
        node.Items("status", "addresses").FirstOrDefault(address => address.Text("type") == "InternalIP").Text("address");

    // Nothing is metered: processes of this machine share what it has.
    private static JsonObject Capacity() => new() { ["cpu"] = "2", ["memory"] = "8Gi", ["pods"] = "110" };
}
