using System.Text.Json.Nodes;

namespace EksIngress.Provisioner.Identity;

/// <summary>A wanted IAM role.</summary>
/// <param name="Name">Name of the role.</param>
/// <param name="Description">What it is for, as the console shows it.</param>
/// <param name="TrustPolicy">Who may assume it.</param>
/// <param name="PolicyArns">Policies that are attached to it.</param>
internal sealed record RoleSpec(string Name, string Description, JsonObject TrustPolicy, IReadOnlyList<string> PolicyArns);
