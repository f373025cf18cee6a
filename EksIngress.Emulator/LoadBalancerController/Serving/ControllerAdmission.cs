using System.Text.Json.Nodes;

namespace EksIngress.Emulator.LoadBalancerController.Serving;

/// <summary>What the API server asks about one object.</summary>
/// <param name="Operation">CREATE or UPDATE; anything else passes.</param>
/// <param name="Namespace">Of the request: an object on its creation may not say it.</param>
/// <param name="OldObject">Null on a creation.</param>
internal sealed record ControllerAdmission(string Operation, string Namespace, JsonObject Object, JsonObject? OldObject);
