using System.Globalization;
using EksIngress.Alb.FrontendNlb;
using EksIngress.Alb.GoValues;
using EksIngress.Alb.Kubernetes;

namespace EksIngress.Alb.Stacks;

/// <summary>
/// Writes a stack as the controller logs it: <c>{"id":"ns/ingress","resources":{"TYPE":{"ID":{"spec":…}}}}</c>, members in the
/// controller's order, maps sorted, the same bytes for the same stack.
/// </summary>
public static class StackJson
{
    // The controller writes every certificate as a reference to a resource, and one that exists already has neither type nor id.
    private static readonly StackValue ExistingCertificate = new StackValue.Reference("", "", "certificateARN");

    /// <summary>The stack as one line of JSON.</summary>
    /// <exception cref="ArgumentNullException">There is no stack.</exception>
    public static string Write(IngressStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        var json = new GoJsonWriter();
        json.WriteStartObject();
        json.WriteString("id", stack.Id.ToString());
        json.WriteStartObject("resources");
        var resources = new SortedDictionary<string, SortedDictionary<string, Action>>(Utf8Comparer.Instance);
        Collect(stack, json, resources);
        foreach (var (type, byId) in resources)
        {
            json.WriteStartObject(type);
            foreach (var (id, write) in byId)
            {
                json.WriteStartObject(id);
                write();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        return json.ToString();
    }

    private static void Collect(IngressStack stack, GoJsonWriter json, SortedDictionary<string, SortedDictionary<string, Action>> resources)
    {
        if (stack.ManagedSecurityGroup is { } securityGroup)
        {
            Add(ResourceTypes.SecurityGroup, ResourceTypes.ManagedSecurityGroupId, () => WriteSecurityGroup(json, securityGroup));
        }

        if (stack.LoadBalancer is { } loadBalancer)
        {
            Add(ResourceTypes.LoadBalancer, ResourceTypes.LoadBalancerId, () => WriteLoadBalancer(json, loadBalancer));
        }

        foreach (var certificate in stack.Certificates)
        {
            Add(ResourceTypes.Certificate, certificate.ResourceId, () => WriteCertificate(json, certificate));
        }

        foreach (var listener in stack.Listeners)
        {
            Add(ResourceTypes.Listener, listener.Port.ToString(CultureInfo.InvariantCulture), () => WriteListener(json, listener));
        }

        foreach (var rule in stack.Rules)
        {
            Add(ResourceTypes.ListenerRule, rule.ResourceId, () => WriteRule(json, rule));
        }

        foreach (var targetGroup in stack.TargetGroups)
        {
            Add(ResourceTypes.TargetGroup, targetGroup.ResourceId, () => WriteTargetGroup(json, targetGroup));
        }

        foreach (var binding in stack.TargetGroupBindings)
        {
            Add(ResourceTypes.TargetGroupBinding, binding.ResourceId, () => WriteBinding(json, binding));
        }

        CollectProtections(stack, json, Add);
        if (stack.FrontendNlb is { } frontend)
        {
            Add(ResourceTypes.LoadBalancer, ResourceTypes.FrontendNlbId, () => WriteLoadBalancer(json, frontend.LoadBalancer));
            foreach (var listener in frontend.Listeners)
            {
                Add(ResourceTypes.Listener, listener.ResourceId, () => json.WriteFrontendNlbListener(listener));
                Add(ResourceTypes.TargetGroup, listener.TargetGroupResourceId, () => json.WriteFrontendNlbTargetGroup(listener));
            }
        }

        // The one resource without a spec, and the one that every stack has.
        AddWhole(
            ResourceTypes.FrontendNlbTargets,
            ResourceTypes.FrontendNlbTargets,
            () => json.WriteFrontendNlbTargets(stack.FrontendNlb?.Listeners ?? []));

        void Add(string type, string id, Action write) => AddWhole(type, id, () =>
        {
            json.WriteStartObject("spec");
            write();
            json.WriteEndObject();
        });

        void AddWhole(string type, string id, Action write)
        {
            if (!resources.TryGetValue(type, out var byId))
            {
                resources[type] = byId = new SortedDictionary<string, Action>(Utf8Comparer.Instance);
            }

            byId[id] = write;
        }
    }

    private static void CollectProtections(IngressStack stack, GoJsonWriter json, Action<string, string, Action> add)
    {
        var (webAclArn, regionalWebAclId, shieldEnabled) = stack.Protections;
        if (webAclArn is not null)
        {
            add(ResourceTypes.WebAclAssociation, ResourceTypes.LoadBalancerId, () =>
            {
                json.WriteString("webACLARN", webAclArn);
                json.WriteStackValue("resourceARN", ResourceTypes.LoadBalancerArn);
            });
        }

        if (regionalWebAclId is not null)
        {
            add(ResourceTypes.RegionalWebAclAssociation, ResourceTypes.LoadBalancerId, () =>
            {
                json.WriteString("webACLID", regionalWebAclId);
                json.WriteStackValue("resourceARN", ResourceTypes.LoadBalancerArn);
            });
        }

        if (shieldEnabled is { } enabled)
        {
            add(ResourceTypes.ShieldProtection, ResourceTypes.LoadBalancerId, () =>
            {
                json.WriteBoolean("enabled", enabled);
                json.WriteStackValue("resourceARN", ResourceTypes.LoadBalancerArn);
            });
        }
    }

    private static void WriteSecurityGroup(GoJsonWriter json, SecurityGroupSpec spec)
    {
        json.WriteString("groupName", spec.Name);
        json.WriteString("description", spec.Description);
        json.WriteMap("tags", spec.Tags);
        if (spec.Ingress.Count == 0)
        {
            return;
        }

        json.WriteStartArray("ingress");
        foreach (var permission in spec.Ingress)
        {
            var (list, member) = permission.Source switch
            {
                SecurityGroupSpec.PermissionSource.Ipv4 => ("ipRanges", "cidrIP"),
                SecurityGroupSpec.PermissionSource.Ipv6 => ("ipv6Ranges", "cidrIPv6"),
                _ => ("prefixLists", "listID"),
            };
            json.WriteStartObject();
            json.WriteString("ipProtocol", "tcp");
            json.WriteNumber("fromPort", permission.Port);
            json.WriteNumber("toPort", permission.Port);
            json.WriteStartArray(list);
            json.WriteStartObject();
            json.WriteString(member, permission.Value);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLoadBalancer(GoJsonWriter json, LoadBalancerSpec spec)
    {
        json.WriteString("name", spec.Name);
        json.WriteString("type", spec.Type);
        json.WriteIfNotEmpty("scheme", spec.Scheme);
        json.WriteIfNotEmpty("ipAddressType", spec.IpAddressType);
        if (spec.SubnetMappings.Count != 0)
        {
            json.WriteStartArray("subnetMapping");
            foreach (var mapping in spec.SubnetMappings)
            {
                json.WriteStartObject();
                json.WriteIfSet("allocationID", mapping.AllocationId);
                json.WriteString("subnetID", mapping.SubnetId);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (spec.SecurityGroups.Count != 0)
        {
            json.WriteStartArray("securityGroups");
            foreach (var group in spec.SecurityGroups)
            {
                json.WriteStackValue(group);
            }

            json.WriteEndArray();
        }

        json.WriteIfSet("customerOwnedIPv4Pool", spec.CustomerOwnedIpv4Pool);
        json.WriteKeyValues("loadBalancerAttributes", spec.Attributes);
        if (spec.MinimumCapacityUnits is { } units)
        {
            json.WriteStartObject("minimumLoadBalancerCapacity");
            json.WriteNumber("capacityUnits", units);
            json.WriteEndObject();
        }

        json.WriteMap("tags", spec.Tags);
        json.WriteIfSet("ipv4IPAMPool", spec.Ipv4IpamPool);
    }

    private static void WriteCertificate(GoJsonWriter json, CertificateSpec spec)
    {
        json.WriteString("type", spec.Type);
        json.WriteString("certificateAuthorityARN", spec.CertificateAuthorityArn);
        json.WriteString("domainName", spec.DomainName);
        json.WriteStrings("subjectAlternativeNames", spec.SubjectAlternativeNames);
        json.WriteString("validationMethod", CertificateSpec.ValidationMethod);
        json.WriteString("keyAlgorithm", "");
        json.WriteMap("tags", spec.Tags);
    }

    private static void WriteListener(GoJsonWriter json, ListenerSpec spec)
    {
        json.WriteStackValue("loadBalancerARN", ResourceTypes.LoadBalancerArn);
        json.WriteNumber("port", spec.Port);
        json.WriteString("protocol", spec.Protocol);
        json.WriteActions("defaultActions", spec.DefaultActions);
        if (spec.Certificates.Count != 0)
        {
            json.WriteStartArray("certificates");
            foreach (var arn in spec.Certificates)
            {
                json.WriteStartObject();
                json.WriteStackValue("certificateARN", arn is StackValue.Literal ? ExistingCertificate : arn);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteIfSet("sslPolicy", spec.SslPolicy);
        if (spec.MutualAuthentication is { } mutual)
        {
            json.WriteStartObject("mutualAuthentication");
            json.WriteString("mode", mutual.Mode);
            json.WriteString("trustStoreArn", mutual.TrustStoreArn);
            json.WriteIfSet("ignoreClientCertificateExpiry", mutual.IgnoreClientCertificateExpiry);
            json.WriteIfSet("advertiseTrustStoreCaNames", mutual.AdvertiseTrustStoreCaNames);
            json.WriteEndObject();
        }

        json.WriteMap("tags", spec.Tags);
        json.WriteKeyValues("listenerAttributes", spec.Attributes, "Key", "Value");
    }

    private static void WriteRule(GoJsonWriter json, ListenerRuleSpec spec)
    {
        json.WriteStackValue("listenerARN", ResourceTypes.ListenerArn(spec.ListenerPort));
        json.WriteNumber("priority", spec.Priority);
        json.WriteActions("actions", spec.Actions);
        json.WriteStartArray("conditions");
        foreach (var condition in spec.Conditions)
        {
            json.WriteCondition(condition);
        }

        json.WriteEndArray();
        json.WriteTransforms(spec.Transforms);
        json.WriteMap("tags", spec.Tags);
    }

    private static void WriteTargetGroup(GoJsonWriter json, TargetGroupSpec spec)
    {
        json.WriteString("name", spec.Name);
        json.WriteString("targetType", spec.TargetType);
        json.WriteNumber("port", spec.Port);
        json.WriteString("protocol", spec.Protocol);
        json.WriteString("protocolVersion", spec.ProtocolVersion);
        json.WriteString("ipAddressType", spec.IpAddressType);
        var check = spec.HealthCheckConfig;
        json.WriteStartObject("healthCheckConfig");
        json.WritePort("port", check.Port);
        json.WriteString("protocol", check.Protocol);
        json.WriteString("path", check.Path);
        json.WriteStartObject("matcher");
        json.WriteString(check.IsGrpc ? "grpcCode" : "httpCode", check.Matcher);
        json.WriteEndObject();
        json.WriteNumber("intervalSeconds", check.IntervalSeconds);
        json.WriteNumber("timeoutSeconds", check.TimeoutSeconds);
        json.WriteNumber("healthyThresholdCount", check.HealthyThresholdCount);
        json.WriteNumber("unhealthyThresholdCount", check.UnhealthyThresholdCount);
        json.WriteEndObject();
        json.WriteKeyValues("targetGroupAttributes", spec.Attributes);
        json.WriteMap("tags", spec.Tags);
        json.WriteIfSet("targetControlPort", spec.TargetControlPort);
    }

    private static void WriteBinding(GoJsonWriter json, TargetGroupBindingSpec spec)
    {
        json.WriteStartObject("template");
        json.WriteStartObject("metadata");
        json.WriteString("name", spec.Key.Name);
        json.WriteString("namespace", spec.Key.Namespace);
        json.WriteEndObject();
        json.WriteStartObject("spec");
        json.WriteStackValue("targetGroupARN", ResourceTypes.TargetGroupArn(spec.ResourceId));
        json.WriteString("targetType", spec.TargetType);
        json.WriteStartObject("serviceRef");
        json.WriteString("name", spec.ServiceName);
        json.WritePort("port", spec.ServicePort);
        json.WriteEndObject();
        if (spec.NetworkRules is { } network)
        {
            json.WriteStartObject("networking");
            json.WriteStartArray("ingress");
            foreach (var port in network.Ports)
            {
                WriteNetworkRule(json, network.From, port);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        if (spec.NodeLabels is { } labels)
        {
            json.WriteStartObject("nodeSelector");
            json.WriteMap("matchLabels", labels);
            json.WriteEndObject();
        }

        json.WriteString("ipAddressType", spec.IpAddressType);
        json.WriteIfNotEmpty("vpcID", spec.VpcId);
        if (spec.MultiClusterTargetGroup)
        {
            json.WriteBoolean("multiClusterTargetGroup", true);
        }

        json.WriteString("targetGroupProtocol", spec.TargetGroupProtocol);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteNetworkRule(GoJsonWriter json, StackValue from, IntOrString? port)
    {
        json.WriteStartObject();
        json.WriteStartArray("from");
        json.WriteStartObject();
        json.WriteStartObject("securityGroup");
        json.WriteStackValue("groupID", from);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("ports");
        json.WriteStartObject();
        json.WriteString("protocol", "TCP");
        if (port is { } value)
        {
            json.WritePort("port", value);
        }

        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
