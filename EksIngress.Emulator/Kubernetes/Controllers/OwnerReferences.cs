using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

internal static class OwnerReferences
{
    public static JsonObject ToController(JsonObject owner) => new()
    {
        ["apiVersion"] = owner.Text("apiVersion"),
        ["kind"] = owner.Text("kind"),
        ["name"] = owner.Name(),
        ["uid"] = owner.Uid(),
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };

    /// <summary>
    /// The objects that a controller object owns; matching ones without a controller are adopted, owned ones that no longer
    /// match are let go.
    /// </summary>
    public static List<JsonObject> Claim(ObjectRegistry registry, string storageKey, JsonObject owner)
    {
        var selector = LabelSelector.FromObject(owner.At("spec", "selector"));
        var claimed = new List<JsonObject>();
        foreach (var item in registry.List(storageKey, owner.Namespace()))
        {
            var matches = selector is { IsEmpty: false } && selector.Matches(item.At("metadata", "labels"));
            var controller = item.ControllerOwner();
            if (controller.Text("uid") == owner.Uid())
            {
                if (matches)
                {
                    claimed.Add(item);
                }
                else
                {
                    Change(item, references => references.Remove(references.First(reference => reference.Text("uid") == owner.Uid())));
                }
            }
            else if (controller is null && matches && !item.IsTerminating() && !owner.IsTerminating())
            {
                if (Change(item, references => references.Add(ToController(owner))) is { } adopted)
                {
                    claimed.Add(adopted);
                }
            }
        }

        return claimed;

        JsonObject? Change(JsonObject item, Action<JsonArray> change) => registry.Change(
            storageKey, item.Key(), current => change(current.Metadata().List("ownerReferences")), WriteOptions.ControllerManager);
    }
}
