namespace EksIngress.Emulator.Kubernetes;

/// <summary>Finds the resource that a request names, and what to do with it.</summary>
internal sealed class ResourceHandlers(
    ResourceCatalog catalog,
    ReadHandlers reads,
    WriteHandlers writes,
    WatchHandler watches,
    ScaleHandlers scales,
    TokenRequestHandler tokenRequests,
    PodHandlers pods,
    ReviewHandlers reviews)
{
    public Task InvokeAsync(ApiCall call)
    {
        var request = call.Request;
        var resource = catalog.Find(request.Group, request.Version, request.Resource) ?? throw StatusException.NotServed(request);
        if (resource.IsVirtual)
        {
            return request.Verb == "create" ? reviews.CreateAsync(call, resource) : throw StatusException.MethodNotAllowed();
        }

        if (!resource.Namespaced && request.Namespace.Length > 0 && resource.StorageKey != "namespaces")
        {
            throw StatusException.NoSuchPath();
        }

        return request.Subresource switch
        {
            "" => InvokeAsync(call, resource),
            "status" when resource.HasStatus => InvokeStatusAsync(call, resource),
            "finalize" when resource.StorageKey == "namespaces" && request.Verb == "update" => writes.UpdateAsync(call, resource, ""),
            "scale" when resource.HasScale => scales.InvokeAsync(call, resource),
            "token" when resource.StorageKey == "serviceaccounts" && request.Verb == "create" => tokenRequests.CreateAsync(call),
            "log" when resource.StorageKey == "pods" && request.Verb == "get" => pods.Logs.GetAsync(call),
            "eviction" when resource.StorageKey == "pods" && request.Verb == "create" => pods.Evictions.CreateAsync(call),
            "exec" or "attach" or "portforward" or "proxy" or "ephemeralcontainers" when resource.StorageKey is "pods" or "services" => throw NotEmulated(call, resource),
            _ => throw StatusException.NoSuchPath(),
        };
    }

    // What people want of these is mostly the program behind the name: it listens on this machine.
    private StatusException NotEmulated(ApiCall call, ResourceDefinition resource)
    {
        var item = reads.Find(call, resource);
        var address = item.Text("status", "podIP") ?? item.Text("spec", "clusterIP");
        var reached = address is null or "None" ? "has no address yet" : $"can be reached at {address}";
        return new(
            501,
            "NotImplemented",
            $"{call.Request.Resource}/{call.Request.Subresource.Split('/')[0]} is not emulated: pods are processes of this machine; {item.Name()} {reached}");
    }

    private Task InvokeAsync(ApiCall call, ResourceDefinition resource)
    {
        var request = call.Request;
        if (resource.Namespaced && request.Namespace.Length == 0 && request.Verb is not ("list" or "watch" or "get"))
        {
            throw StatusException.MethodNotAllowed();
        }

        return request.Verb switch
        {
            "get" => reads.GetAsync(call, resource),
            "list" => reads.ListAsync(call, resource),
            "watch" => watches.WatchAsync(call, resource),
            "create" when request.Name.Length == 0 => writes.CreateAsync(call, resource),
            "update" => writes.UpdateAsync(call, resource, ""),
            "patch" => writes.PatchAsync(call, resource, ""),
            "delete" => writes.DeleteAsync(call, resource),
            "deletecollection" => writes.DeleteCollectionAsync(call, resource),
            _ => throw StatusException.MethodNotAllowed(),
        };
    }

    private Task InvokeStatusAsync(ApiCall call, ResourceDefinition resource) => call.Request.Verb switch
    {
        "get" => reads.GetAsync(call, resource),
        "update" => writes.UpdateAsync(call, resource, "status"),
        "patch" => writes.PatchAsync(call, resource, "status"),
        _ => throw StatusException.MethodNotAllowed(),
    };
}
