# Installs vetform of one version: downloads the archive for this machine, compares its SHA-256 with the release's list, and
# unpacks it to a folder, %LOCALAPPDATA%\Programs\vetform if none is named.
#
#   powershell -File vetform-installer.ps1 [-Prefix DIR] [-Version VERSION] [-AddToPath]
#
# Nothing is written there before the checksum is right. VETFORM_RELEASES is another place to download from.
[CmdletBinding()]
param(
    [string] $Prefix = (Join-Path $env:LOCALAPPDATA 'Programs\vetform'),
    [string] $Version = '@VERSION@',
    # Adds the folder of the program to the PATH of this user.
    [switch] $AddToPath
)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Set-StrictMode -Version Latest

$releases = if ($env:VETFORM_RELEASES) { $env:VETFORM_RELEASES } else { '@RELEASES@' }
if ($releases.StartsWith('@')) {
    throw 'This copy belongs to no release: take the installer of a release, or set VETFORM_RELEASES.'
}
if ($releases -notmatch '^(https://|file://|http://(127\.0\.0\.1|localhost):)') {
    throw "Will not download from ${releases}: only https:// is safe from others."
}
if ($Version -notmatch '^[0-9A-Za-z.+-]+$') { throw "Name a version, as in -Version 1.2.3 (not $Version)." }
if ($env:PROCESSOR_ARCHITECTURE -ne 'AMD64') {
    Write-Warning "There is no program for $env:PROCESSOR_ARCHITECTURE yet; the one for x86-64 runs where Windows emulates it."
}

$name = "vetform-$Version-x86_64-pc-windows-msvc"
$work = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid())
New-Item -ItemType Directory -Path $work | Out-Null
try {
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    $client = New-Object Net.WebClient
    foreach ($file in 'SHA256SUMS', "$name.zip") {
        $client.DownloadFile("$releases/v$Version/$file", (Join-Path $work $file))
    }
    $line = Get-Content (Join-Path $work 'SHA256SUMS') | Where-Object { $_ -match "^[0-9a-f]{64} [ *]$([regex]::Escape($name))\.zip$" }
    if (-not $line) { throw "Release $Version has no $name.zip. Nothing was installed." }
    $wanted = ([string] $line).Substring(0, 64)
    $is = (Get-FileHash -Algorithm SHA256 (Join-Path $work "$name.zip")).Hash.ToLowerInvariant()
    if ($is -ne $wanted) { throw "The checksum of $name.zip is $is, and the release says $wanted. Nothing was installed." }

    Expand-Archive -Path (Join-Path $work "$name.zip") -DestinationPath $work
    New-Item -ItemType Directory -Force -Path $Prefix | Out-Null
    Copy-Item -Recurse -Force -Path (Join-Path $work "$name\*") -Destination $Prefix
} finally {
    Remove-Item -Recurse -Force $work
}

$bin = Join-Path $Prefix 'bin'
Write-Output "installed $(& (Join-Path $bin 'vetform.exe') --version) in $Prefix"
if ($AddToPath) {
    $path = [Environment]::GetEnvironmentVariable('Path', 'User')
    if (($path -split ';') -notcontains $bin) { [Environment]::SetEnvironmentVariable('Path', "$path;$bin", 'User') }
} elseif (($env:Path -split ';') -notcontains $bin) {
    Write-Output "add it to the PATH: run this again with -AddToPath, or add $bin yourself"
}
