using System.Globalization;
using EksIngress.Model.Kubernetes;

namespace EksIngress.Model.Environments;

/// <summary>Finds the faults of workloads.</summary>
internal static class WorkloadValidator
{
    public static void Validate(EnvironmentSpec spec, Faults faults)
    {
        faults.Unique("workloads", spec.Workloads, workload => workload.Name, "the name");
        faults.Unique("workloads", spec.Workloads.Where(workload => workload.IamRole?.Name is not null), workload => workload.IamRole!.Name!, "the IAM role");
        for (var i = 0; i < spec.Workloads.Count; i++)
        {
            var (workload, member) = (spec.Workloads[i], $"workloads[{i}]");
            faults.Matches(Patterns.WorkloadName, $"{member}.name", workload.Name,
                "it must be 1 to 53 lower-case letters, digits and hyphens, starting with a letter and not ending with a hyphen");
            EnvironmentValidator.ValidateNamespace(workload.Namespace, $"{member}.namespace", faults);
            faults.Matches(Patterns.Image, $"{member}.image", workload.Image, "it must be an image reference such as registry.example/shop/service-a:1.2.0");
            faults.InRange(0, 1000, $"{member}.replicas", workload.Replicas);
            faults.InRange(1, 65535, $"{member}.containerPort", workload.ContainerPort);
            if (!workload.HasService && (workload.Readiness ?? workload.Liveness ?? workload.Startup) is not null)
            {
                faults.Add($"{member}.hasService", "false", "a program that takes no requests cannot be probed over HTTP; take its probes out");
            }

            ValidateTermination(spec, workload, member, faults);
            ValidateProbe(workload.Readiness, $"{member}.readiness", 100, faults);
            ValidateProbe(workload.Liveness, $"{member}.liveness", 1, faults);
            ValidateProbe(workload.Startup, $"{member}.startup", 1, faults);
            ValidateVariables(spec, workload, member, faults);
            ValidateRole(spec, workload, member, faults);
            ValidateResources(workload.Resources, $"{member}.resources", faults);
            ValidateAutoscaling(workload, $"{member}.autoscaling", faults);
            ValidateDisruptionBudget(workload, $"{member}.disruptionBudget", faults);
            ValidateTopologySpread(workload.TopologySpread ?? [], $"{member}.topologySpread", faults);
        }
    }

    private static void ValidateTermination(EnvironmentSpec spec, WorkloadSpec workload, string member, Faults faults)
    {
        faults.InRange(0, 3600, $"{member}.preStopSleepSeconds", workload.PreStopSleepSeconds);
        faults.InRange(1, 7200, $"{member}.terminationGracePeriodSeconds", workload.TerminationGracePeriodSeconds);
        var (sleep, grace) = (PodTermination.SleepSeconds(workload), PodTermination.GracePeriodSeconds(workload, spec));
        if (sleep >= grace)
        {
            faults.Add($"{member}.terminationGracePeriodSeconds", grace.ToString(CultureInfo.InvariantCulture),
                $"a pod sleeps {sleep} seconds of it before its program is told to end, which leaves none for that; give it more, or set preStopSleepSeconds lower");
        }
        else if (PodTermination.DeregistrationDelay(workload, spec) is { } delay && delay > grace)
        {
            faults.Add($"{member}.terminationGracePeriodSeconds", grace.ToString(CultureInfo.InvariantCulture),
                $"an Ingress lets its requests go on for {delay} seconds (deregistration_delay.timeout_seconds), and they would be cut off; give it {sleep + delay}, or set the delay lower");
        }

        if (sleep > 0 && Patterns.KubernetesVersion.IsMatch(spec.KubernetesVersion)
            && int.Parse(spec.KubernetesVersion.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture) < PodTermination.SleepingMinorVersion)
        {
            faults.Add($"{member}.preStopSleepSeconds", sleep.ToString(CultureInfo.InvariantCulture),
                $"pods of Kubernetes {spec.KubernetesVersion} cannot sleep before they end; take 1.{PodTermination.SleepingMinorVersion} or later, or set it to 0, and requests are lost when pods end");
        }
    }

    // https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Probe: liveness and startup succeed at once.
    private static void ValidateProbe(ProbeSpec? probe, string member, int maxSuccessThreshold, Faults faults)
    {
        if (probe is null)
        {
            return;
        }

        faults.Matches(Patterns.ProbePath, $"{member}.path", probe.Path, "it must be a path that starts with /, without spaces");
        faults.InRange(0, 3600, $"{member}.initialDelaySeconds", probe.InitialDelaySeconds);
        faults.InRange(1, 3600, $"{member}.periodSeconds", probe.PeriodSeconds);
        faults.InRange(1, 3600, $"{member}.timeoutSeconds", probe.TimeoutSeconds);
        faults.InRange(1, 100, $"{member}.failureThreshold", probe.FailureThreshold);
        faults.InRange(1, maxSuccessThreshold, $"{member}.successThreshold", probe.SuccessThreshold);
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
                faults.Add($"{at}.workload", target, $"there is no such workload; there {EnvironmentValidator.Known(spec)}");
            }
            else if (variable.Workload is { } silent && spec.Workloads.Any(other => other.Name == silent && !other.HasService))
            {
                faults.Add($"{at}.workload", silent, "it takes no requests, so it has no address");
            }
            else if (variable.Value?.AsSpan().IndexOfAny('\n', '\r', '\0') >= 0)
            {
                faults.Add($"{at}.value", null, "it has a line break, which a kustomize literal cannot carry; take it out");
            }
            else if (variable.Secret && !Placeholders.IsIn(variable.Value))
            {
                faults.Add($"{at}.value", null, "a secret is never written here; refer to a secret parameter in it");
            }
        }
    }

    private static void ValidateRole(EnvironmentSpec spec, WorkloadSpec workload, string member, Faults faults)
    {
        if (workload.ServiceAccount is { } account)
        {
            faults.Matches(Patterns.DnsLabel, $"{member}.serviceAccount", account, EnvironmentValidator.DnsLabelRule);
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

        faults.Defined($"{member}.iamRole.identity", role.Identity);
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

    private static void ValidateResources(ResourcesSpec resources, string member, Faults faults)
    {
        Compare("cpu", resources.CpuRequest, resources.CpuLimit, "100m");
        Compare("memory", resources.MemoryRequest, resources.MemoryLimit, "128Mi");

        void Compare(string what, string request, string? limit, string example)
        {
            var wanted = $"it must be a quantity such as {example}";
            var isQuantity = faults.Matches(Patterns.Quantity, $"{member}.{what}Request", request, wanted)
                & (limit is null || faults.Matches(Patterns.Quantity, $"{member}.{what}Limit", limit, wanted));
            if (!isQuantity)
            {
                return;
            }

            if (Quantities.Find(request) is 0)
            {
                faults.Add($"{member}.{what}Request", request, "it must be above 0; the scheduler would take the pod for free");
            }

            if (limit is not null && Quantities.Find(limit) < Quantities.Find(request))
            {
                faults.Add($"{member}.{what}Limit", limit, $"it is below the request, {request}; Kubernetes refuses that");
            }
        }
    }

    private static void ValidateAutoscaling(WorkloadSpec workload, string member, Faults faults)
    {
        if (workload.Autoscaling is not { } scaling)
        {
            return;
        }

        faults.InRange(1, 1000, $"{member}.minReplicas", scaling.MinReplicas);
        faults.InRange(1, 1000, $"{member}.maxReplicas", scaling.MaxReplicas);
        if (scaling.MaxReplicas < scaling.MinReplicas)
        {
            faults.Add($"{member}.maxReplicas", scaling.MaxReplicas.ToString(CultureInfo.InvariantCulture), $"it is below minReplicas, {scaling.MinReplicas}");
        }

        if (scaling is { TargetCpuPercent: null, TargetMemoryPercent: null })
        {
            faults.Add(member, null, "it aims at nothing; give targetCpuPercent, targetMemoryPercent or both");
        }

        faults.InRange(1, 1000, $"{member}.targetCpuPercent", scaling.TargetCpuPercent);
        faults.InRange(1, 1000, $"{member}.targetMemoryPercent", scaling.TargetMemoryPercent);
    }

    private static void ValidateDisruptionBudget(WorkloadSpec workload, string member, Faults faults)
    {
        if (workload.DisruptionBudget is not { } budget)
        {
            return;
        }

        if (budget.MinAvailable is null == budget.MaxUnavailable is null)
        {
            faults.Add(member, null, "give either minAvailable or maxUnavailable");
            return;
        }

        var (name, value) = budget.MinAvailable is { } stay ? ("minAvailable", stay) : ("maxUnavailable", budget.MaxUnavailable!);
        if (!faults.Matches(Patterns.CountOrPercent, $"{member}.{name}", value, "it must be a number such as 1 or a share such as 25%"))
        {
            return;
        }

        // Such a budget never lets a node go: an upgrade of the node group would hang on it.
        var pods = workload.Autoscaling?.MinReplicas ?? workload.Replicas;
        if ((name == "maxUnavailable" && value is "0" or "0%") || (name == "minAvailable" && (value == "100%"
            || (pods > 0 && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var least) && least >= pods))))
        {
            faults.Add($"{member}.{name}", value, $"with {pods} pods no pod could ever be moved, so no node could be replaced; leave one to go");
        }
    }

    private static void ValidateTopologySpread(IReadOnlyList<TopologySpreadSpec> spread, string member, Faults faults)
    {
        if (spread.Count > 8)
        {
            faults.Add(member, null, $"there are {spread.Count}; give 8 at most");
        }

        faults.Unique(member, spread, item => item.TopologyKey, "the key");
        for (var i = 0; i < spread.Count; i++)
        {
            faults.Matches(Patterns.AnnotationKey, $"{member}[{i}].topologyKey", spread[i].TopologyKey, "it must be a label of nodes such as topology.kubernetes.io/zone");
            faults.InRange(1, 100, $"{member}[{i}].maxSkew", spread[i].MaxSkew);
        }
    }
}
