using System.Globalization;

namespace EksIngress.Model.Environments;

/// <summary>Finds the faults of what answers a request.</summary>
internal static class IngressBackendValidator
{
    private static readonly string[] ContentTypes = ["text/plain", "text/css", "text/html", "application/javascript", "application/json"];

    public static void Validate(EnvironmentSpec spec, IngressSpec ingress, IngressBackendSpec backend, string member, Faults faults)
    {
        object?[] kinds = [backend.Workload, backend.Weighted, backend.FixedResponse, backend.Redirect];
        var count = kinds.Count(kind => kind is not null);
        if (count != 1)
        {
            faults.Add(member, null, $"{(count == 0 ? "nothing answers" : "several answer")}; give one of workload, weighted, fixedResponse and redirect");
        }

        if (backend.Workload is { } name)
        {
            ValidateWorkload(spec, ingress, name, backend.Port, member, faults);
        }
        else if (backend.Port is not null)
        {
            faults.Add($"{member}.port", null, "it belongs to a workload, and there is none; take it out");
        }

        if (backend.Weighted is { } weighted)
        {
            ValidateWeighted(spec, ingress, weighted, $"{member}.weighted", faults);
        }

        if (backend.FixedResponse is { } response)
        {
            ValidateFixedResponse(response, $"{member}.fixedResponse", faults);
        }

        if (backend.Redirect is { } redirect)
        {
            ValidateRedirect(redirect, $"{member}.redirect", faults);
        }
    }

    private static void ValidateWorkload(EnvironmentSpec spec, IngressSpec ingress, string name, int? port, string member, Faults faults)
    {
        if (spec.Workloads.FirstOrDefault(workload => workload.Name == name) is not { } target)
        {
            faults.Add($"{member}.workload", name, $"there is no such workload; there {EnvironmentValidator.Known(spec)}");
            return;
        }

        if (target.Namespace != ingress.Namespace)
        {
            faults.Add($"{member}.workload", name,
                $"it lives in namespace '{target.Namespace}', and an Ingress reaches Services of its own ('{ingress.Namespace}') only; move one of them");
        }

        if (!target.HasService)
        {
            faults.Add($"{member}.workload", name, "it takes no requests, so it has no Service to lead to");
        }

        if (port is not null && port != target.ContainerPort)
        {
            faults.Add($"{member}.port", port.Value.ToString(CultureInfo.InvariantCulture),
                $"the Service of '{target.Name}' has port {target.ContainerPort} only; leave the port out");
        }
    }

    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
    private static void ValidateWeighted(EnvironmentSpec spec, IngressSpec ingress, WeightedBackendsSpec weighted, string member, Faults faults)
    {
        if (weighted.Workloads.Count is < 1 or > 5)
        {
            faults.Add($"{member}.workloads", null, $"there are {weighted.Workloads.Count}; an ALB takes 1 to 5 in a rule");
        }
        else if (weighted.Workloads.All(item => item.Weight == 0))
        {
            faults.Add($"{member}.workloads", null, "every weight is 0, so nobody would answer; give one of them more");
        }

        faults.Unique($"{member}.workloads", weighted.Workloads, item => item.Workload, "the workload");
        for (var i = 0; i < weighted.Workloads.Count; i++)
        {
            faults.InRange(0, 999, $"{member}.workloads[{i}].weight", weighted.Workloads[i].Weight);
            ValidateWorkload(spec, ingress, weighted.Workloads[i].Workload, null, $"{member}.workloads[{i}]", faults);
        }

        faults.InRange(1, 604800, $"{member}.stickinessSeconds", weighted.StickinessSeconds);
    }

    private static void ValidateFixedResponse(FixedResponseSpec response, string member, Faults faults)
    {
        if (response.StatusCode is not ((>= 200 and <= 299) or (>= 400 and <= 599)))
        {
            faults.Add($"{member}.statusCode", response.StatusCode.ToString(CultureInfo.InvariantCulture), "an ALB answers with 200 to 299 or 400 to 599; for 3xx use a redirect");
        }

        if (response.ContentType is { } type && !Placeholders.IsIn(type) && !ContentTypes.Contains(type, StringComparer.Ordinal))
        {
            faults.Add($"{member}.contentType", type, $"it must be one of {string.Join(", ", ContentTypes)}");
        }

        faults.AtMost(1024, $"{member}.messageBody", response.MessageBody, "the body of a fixed response");
    }

    private static void ValidateRedirect(RedirectSpec redirect, string member, Faults faults)
    {
        if (redirect.StatusCode is not (301 or 302))
        {
            faults.Add($"{member}.statusCode", redirect.StatusCode.ToString(CultureInfo.InvariantCulture), "an ALB redirects with 301 or 302");
        }

        if (redirect.Protocol is { } protocol and not ("HTTP" or "HTTPS" or "#{protocol}") && !Placeholders.IsIn(protocol))
        {
            faults.Add($"{member}.protocol", protocol, "it must be HTTP, HTTPS or #{protocol}");
        }

        if (redirect.Port is { } port and not "#{port}" && !Placeholders.IsIn(port)
            && !(int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535))
        {
            faults.Add($"{member}.port", port, "it must be from 1 to 65535, or #{port}");
        }

        if (redirect.Path is { } path && !Placeholders.IsIn(path) && !path.StartsWith('/') && !path.StartsWith("#{path}", StringComparison.Ordinal))
        {
            faults.Add($"{member}.path", path, "it must start with /");
        }

        faults.AtMost(128, $"{member}.host", redirect.Host, "the host of a redirect");
        faults.AtMost(128, $"{member}.path", redirect.Path, "the path of a redirect");
        faults.AtMost(128, $"{member}.query", redirect.Query, "the query of a redirect");
        if (redirect.Query?.StartsWith('?') is true)
        {
            faults.Add($"{member}.query", redirect.Query, "the ALB puts the ? in front itself; take it out");
        }

        // As it came in is where it came from: the client would ask again for ever.
        if (redirect is { Protocol: null or "#{protocol}", Host: null or "#{host}", Port: null or "#{port}", Path: null or "/#{path}" or "#{path}", Query: null or "#{query}" })
        {
            faults.Add(member, null, "it leads to where the request came from; change one of protocol, host, port, path and query");
        }
    }
}
